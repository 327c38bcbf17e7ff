# الحوادث: القائمة والحادثة الواحدة والاختيار وراء الرمز.
incidents-title = الحوادث
incidents-data-all = { $format }، جميع الحوادث
incidents-also-found = ووُجد أيضًا:
incidents-kind-count = { $kind }: { $count }
incidents-import = استيراد حوادث
incidents-none = لا حادثة بعد
incidents-none-words = تأتي الحوادث من جدول مستورد أو تُدخل يدويًا. وستظهر كلٌّ منها هنا بدرجتها وحصيلتها والرد الرسمي عليها.
incidents-nothing-found = لا حادثة يصدق عليها كل هذا.
incidents-without = دون «{ $value }»
incidents-all = جميع الحوادث
incidents-newest = الأحدث أولًا
incidents-oldest = الأقدم أولًا
incidents-by-toll = بحسب أعلى رقم للقتلى؛ غير المعروف آخرًا
incidents-left = { $count ->
    [zero] لا حوادث
    [one] حادثة واحدة
    [two] حادثتان
    [few] { $count } حوادث
    [many] { $count } حادثة
   *[other] { $count } حادثة
  }
toll-own = المدنيون القتلى، تقييماتنا
toll-adopted = المدنيون القتلى، تقييمات منقولة
toll-range = { $count ->
    [one] { $range } في حادثة واحدة لها نطاق
    [two] { $range } في حادثتين لهما نطاق
    [few] { $range } في { $count } حوادث لها نطاق
    [many] { $range } في { $count } حادثة لها نطاق
   *[other] { $range } في { $count } حادثة لها نطاق
  }
toll-at-least = { $count ->
    [one] ما لا يقل عن { $figure } في حادثة أخرى لها حد أدنى فقط
    [two] ما لا يقل عن { $figure } في حادثتين أخريين لهما حد أدنى فقط
    [few] ما لا يقل عن { $figure } في { $count } حوادث أخرى لها حد أدنى فقط
    [many] ما لا يقل عن { $figure } في { $count } حادثة أخرى لها حد أدنى فقط
   *[other] ما لا يقل عن { $figure } في { $count } حادثة أخرى لها حد أدنى فقط
  }
toll-up-to = { $count ->
    [one] حتى { $figure } في حادثة أخرى لها حد أعلى فقط
    [two] حتى { $figure } في حادثتين أخريين لهما حد أعلى فقط
    [few] حتى { $figure } في { $count } حوادث أخرى لها حد أعلى فقط
    [many] حتى { $figure } في { $count } حادثة أخرى لها حد أعلى فقط
   *[other] حتى { $figure } في { $count } حادثة أخرى لها حد أعلى فقط
  }
toll-unknown = الحصيلة غير معروفة: { $incidents }
facet-grade = الدرجة
facet-basis = صاحب التقييم
facet-campaign = الحملة
facet-outcome = أحدث رد رسمي
facet-object = العين المحمية
facet-killed = القتلى
facet-candidate = هل نظر فيها شخص
facet-not-assessed = بلا تقييم
facet-no-finding = لا قرار محفوظ هنا
facet-no-object = لم تُذكر عين
facet-killed-known = رقم معروف
facet-killed-range = نطاق أو رقم واحد
facet-killed-at-least = حد أدنى فقط
facet-killed-up-to = حد أعلى فقط
facet-candidate-yes = ليس بعد: مرشَّحة
facet-candidate-no = نعم
facet-no-campaign = لم تُذكر حملة
grade-none = بلا درجة
grade-none-gloss = لا درجة محفوظة هنا من أي جهة. ولا يعني ذلك أن شيئًا لم يقع.
list-code = الرمز والتاريخ
list-place = ماذا وأين، والدقة
list-grade = الدرجة
list-killed = القتلى
list-scale = من 0 إلى { $max }
list-official = الرد الرسمي
list-sources = المصادر
list-no-code = بلا رمز
candidate-tag = مرشَّحة
finding-none-held = لا قرار محفوظ هنا
finding-conceded = عدد القتلى المُقَرّ به: { $count }
findings-more = { $count ->
    [one] وقرار آخر
    [two] وقراران آخران
    [few] و{ $count } قرارات أخرى
    [many] و{ $count } قرارًا آخر
   *[other] و{ $count } قرار آخر
  }
parting-grade = الدرجة والقرار يختلفان
parting-toll = الحصيلتان تختلفان
parting-denied = منفي، والقتلى موثَّقون
sources-stated = { $count ->
    [zero] لا مصادر، كما ذُكر
    [one] مصدر واحد، كما ذُكر
    [two] مصدران، كما ذُكر
    [few] { $count } مصادر، كما ذُكر
    [many] { $count } مصدرًا، كما ذُكر
   *[other] { $count } مصدر، كما ذُكر
  }
sources-here = { $count ->
    [zero] لا روايات هنا
    [one] رواية واحدة هنا
    [two] روايتان هنا
    [few] { $count } روايات هنا
    [many] { $count } رواية هنا
   *[other] { $count } رواية هنا
  }
full-stop = .
file-no-date = تاريخ وقوعها غير معروف.
file-date-words = بالكلمات: { $words }
file-killed = المدنيون القتلى: { $count }.
file-killed-unknown = عدد القتلى غير معروف.
candidate-head = حادثة مرشَّحة
candidate-words = أنشأها استيراد أو رواية واحدة، ولم ينظر فيها أحد بعد.
conflict-head = تعديلات متعارضة
conflict-words = غيّر شخصان الحقل نفسه. تظهر القيمة الأسبق إلى أن يحسم الأمر تعديل ثالث.
conflict-settle = انظر القيمتين
warnings-head = محفوظ مع تنبيه
side-assessment = التقييم
side-not-assessed = لم يقيّمها أحد هنا.
side-answer = الرد الرسمي
side-no-finding = لا قرار لأي جهة بشأن هذه الحادثة محفوظ هنا. ولا يعني ذلك أنه لا يوجد قرار.
side-codebook = دليل الترميز { $codebook }
finding-reason = السبب المذكور
toll-head = الحصيلة
toll-of = الفئة
toll-killed = المدنيون القتلى
toll-children = منهم أطفال
toll-women = منهم نساء
toll-men = منهم رجال
toll-belligerents = القتلى من المحاربين
toll-injured = المدنيون الجرحى
toll-named = القتلى المعلنة أسماؤهم
toll-scale-official = من 0 إلى { $max }؛ العلامة القائمة: عدد القتلى المُقَرّ به
toll-basis-not-stated = ما يستند إليه النطاق غير مذكور
toll-assessment = التقييم
five-head = الحقائق الخمس للضربة
five-no-strike = لا ضربة مرتبطة
field-strike-type = نوع الضربة
field-strike-status = هل وقعت ضربة
field-belligerents = المنسوب إليه
field-operation = الحملة
field-place = المكان في المعجم
field-governorate = المحافظة
field-country = البلد
field-point = النقطة
field-point-by = مصدرها: { $who }
field-causes = سبب الضرر
field-observations = ما لوحظ
field-objects = الأعيان المحمية
field-description = الوصف
field-note = ملاحظة
field-url = الصفحة التي نُقلت عنها
field-url-open = افتح الصفحة
fields-head = ما هو مسجَّل
yes = نعم
no = لا
damage-head = الأضرار بالأعيان
damage-object = العين
damage-words = وُصفت بأنها
damage-extent = مدى الدمار
damage-warning = هل سبقه تحذير
damage-claims = قيل إنها خدمت
count-wording = بالكلمات: { $words }
findings-head = القرارات، كلٌّ بعباراته
finding-outcome = النتيجة والجهة
finding-decided = تاريخ القرار
finding-killed = القتلى
finding-injured = الجرحى
finding-where = المكان والمرجع الشبكي
finding-via = المُبلِّغ
finding-case = القضية { $number }
after-same-day = في اليوم نفسه
after-days = { $count ->
    [one] بعد يوم واحد
    [two] بعد يومين
    [few] بعد { $count } أيام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
  }
after-months = { $count ->
    [one] بعد شهر واحد
    [two] بعد شهرين
    [few] بعد { $count } أشهر
    [many] بعد { $count } شهرًا
   *[other] بعد { $count } شهر
  }
accounts-head = ما تقوله كل رواية
accounts-conflict = روايات متعارضة
accounts-conflict-words = ما تقرر وما وُثِّق يفترقان. ويبقى كلاهما، كلٌّ بعباراته.
accounts-more = { $count ->
    [one] رواية أخرى في قائمة المصادر
    [two] روايتان أخريان في قائمة المصادر
    [few] { $count } روايات أخرى في قائمة المصادر
    [many] { $count } رواية أخرى في قائمة المصادر
   *[other] { $count } رواية أخرى في قائمة المصادر
  }
account-says = تقول
account-killed = القتلى
account-injured = الجرحى
account-place = المكان
account-no-speaker = مصدر غير مسمّى
account-as-worded = بعبارتها
account-other-count = تعدّ أيضًا
account-this-register = هذا السجل
account-version = الإصدار { $number }
account-taken-over = منقول، وليس حكم هذا السجل
candidates-head = قد يتعلق بهذه الحادثة
candidates-words = احتمالات لم يبتّ فيها أحد. ولا يُحتسب أي منها هنا.
candidate-link = محتمل فقط
candidate-possible = ? محتمل
candidate-note = يُنتبه إلى
candidate-references = المراجع
candidate-attribute = وقيل عن الصلة أيضًا
candidate-the-link = الصلة
sources-head = المصادر
sources-none-stated = عدد المصادر التي تذكرها صفحة الموثِّق غير معروف.
sources-typed-from = نُقلت عن
sources-none-here = لا رواية عنها محفوظة هنا.
sources-more = المرتبط بها أكثر مما هو مدرج هنا: جميع الصلات في سجلها.
source-who = المصدر
source-what = الرواية
source-when = تاريخ القول
source-how = وجه الارتباط
source-role-open = { $role }ها
source-address = العنوان
source-archived = نسخة محفوظة
related-head = حوادث ذات صلة
related-not-here = غير محفوظة هنا
versions-head = جميع التقييمات
version-number = الإصدار
version-current = الحالي
version-basis = صاحبه
version-why = السبب
history-head = سجل التغييرات
history-all = جميع التغييرات، وأي تاريخ مضى
act-create = أُنشئ: { $kind }
act-import = استُورد: { $kind }
act-change = عُدّل: { $kind }
margin-label = الإثبات وما يُقرأ مع هذه الصفحة
proof-head = الإثبات
proof-number = رقم آخر تغيير لها في السجل المتسلسل { $number }.
proof-latest = آخر تغيير لها
proof-check = إثبات تتحقق منه بنفسك دون اتصال
proof-waiting = لا رقم له بعد؛ ستمنحه نقطة التثبيت التالية رقمًا.
beside-head = يُقرأ معها
beside-releases = ما صدر من بيانات عن { $day }
beside-releases-words = الأسطر القريبة منها زمانًا أو مكانًا ليست مرتبطة بها.
edit-head = التعديل
edit-incident = تصحيح الحادثة
edit-assessment = تصحيح التقييم
edit-record = جميع الحقول والصلات
order-head = بحسب التاريخ
order-earlier = قبلها
order-later = بعدها
order-none = لا شيء
code-title = الرمز { $code }
code-several = عدد السجلات التي تحمل هذا الرمز: { $count }. الرموز أسماء أعطاها آخرون، واستُعمل بعضها مرتين.

# ما تسنده الروايات المُدخلة هنا.
supported-head = ما يسنده المحفوظ في هذا السجل
supported-words = محسوب وفق دليل الترميز المدمج من المصادر والقرارات ونسب المسؤولية المعروضة في هذه الصفحة. هو اقتراح لا تقييم: يحدد الدرجة شخص ويراجعها ثانٍ.
supported-none = بلا درجة
supported-better = ما ينقص لبلوغ
supported-differs = أعطت { $body } هذه الحادثة درجة «{ $grade }». قد يعلم من أعطاها أكثر مما أُدخل هنا، ولا تغيّر إحداهما الأخرى.
supported-rests = يستند ذلك إلى
supported-closed = غير متاح لك: يستند إلى روايات لا تطّلع عليها، ولا يُحسب من دونها.
