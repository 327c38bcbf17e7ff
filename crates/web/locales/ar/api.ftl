# Tokens of programs, and what is told to programs.
tokens = رموز البرامج
tokens-words = يتيح الرمز لبرنامج أن يقرأ، أو أن يقرأ ويكتب، باسمك في مشروع واحد. ولا يفعل إلا ما يحق لك في تلك اللحظة، ولا يتجاوز أبدًا ما كان يحق لك يوم صُنع.
tokens-confirm-first = أكّد في الأسفل أنك أنت؛ عندها يمكنك صنع رمز لبرنامج مدة عشر دقائق.
tokens-make-in = رمز جديد للمشروع { $project }
tokens-name = ما الغرض منه
tokens-name-hint = مثلًا: نسخة ليلية للإحصاء.
tokens-reach = ما يفعله
tokens-read = يقرأ
tokens-write = يقرأ ويكتب
tokens-label = أشد السجلات إغلاقًا مما يقرؤه
tokens-days = ينتهي بعد
tokens-days-of = { $days ->
    [zero] لا يوم
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
 }
tokens-make = اصنع الرمز
tokens-made = هذا هو الرمز. لن يُعرض مرة أخرى.
tokens-keep = احفظه كما تحفظ كلمة السر: من يملكه يفعل ما يسمح به، باسمك. فإن ضاع أو رآه غيرك فاسحبه من صفحة حسابك.
tokens-use = ترسله البرامج مع كل طلب في هذه الترويسة:
tokens-back = حسابك
tokens-ends = ينتهي { $at }،
tokens-used = آخر استعمال { $at }
tokens-never-used = لم يُستعمل قط
tokens-revoke = اسحبه
tokens-of-the-owner = مالك الجهاز أو من لا حساب له
error-token-name-empty = اكتب الغرض من الرمز.
error-token-name-too-long = اسم الرمز سطر واحد لا يزيد على { $max } محرفًا.
error-token-days-not-understood = ينتهي الرمز بعد مدة من 1 إلى { $max } يومًا.
error-token-label-too-narrow = لا يقرأ الرمز ما هو مختوم، ولا ما هو أشدّ إغلاقًا مما تقرؤه أنت نفسك.
error-tokens-too-many = بلغتَ الحد الأقصى من الرموز، وهو { $max }. اسحب واحدًا أولًا.
error-token-refused = يلزم هنا رمز لم يُسحب ولم تنته مدته.
error-token-throttled = رموز خاطئة كثيرة. انتظر دقيقة.
error-not-acceptable = لا يُجاب هنا إلا بصيغة JSON.
error-media-type = لا يُقرأ هنا إلا JSON: نوع المحتوى هو application/json.
error-field-not-changed = الحقل { $field } يحدد ماهية السجل، فلا يُغيَّر.
error-field-not-taken = الحقل { $field } تكتبه عملية خاصة به، فلا يُرسل.
error-heads-missing = سمِّ الأفعال التي تستبدل قيمها في { $field }، كما تذكرها رؤوس السجل.
error-head-not-known = أحد الأفعال المذكورة لـ { $field } ليس من أفعال هذا السجل.
error-limit-not-understood = الحد عدد صحيح من 1 إلى { $max }.
error-parameter-missing = ينقص المعامل { $name }.
error-parameter-not-known = المعامل { $name } غير معروف هنا، أو ورد مرتين.
error-record-not-known = لا يوجد سجل { $record } من النوع المطلوب يحق لهذا الرمز أن يراه.
error-change-empty = سمِّ حقلًا واحدًا على الأقل لتغييره.
error-null-character = في الحقل { $field } محرف صفري لا يحفظه أي سجل.
error-null-not-taken = احذف من { $field } ما ليس معروفًا بدل إرسال null.
