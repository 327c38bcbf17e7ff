# طاولة الاستيراد.
import-title = الاستيراد
import-lede = جدول من جهة أخرى: انظر ما يصير إليه كل صف قبل أن يُحفظ شيء.
import-mapping = نوع الجدول
import-table = الملف
import-file-hint = CSV أو XLSX أو JSON أو JSON Lines. يبقى على هذا الجهاز.
import-read = اقرأه
import-waiting = ملفات قُرئت أخيرًا
import-state-running = تجري قراءته
import-state-tried = قُرئ ولم يُحفظ منه شيء بعد
import-state-kept = استُورد
import-state-failed = تعذّرت قراءته
import-running = { $rows ->
    [zero] لم يُقرأ أي صف بعد.
    [one] قُرئ صف واحد حتى الآن.
    [two] قُرئ صفّان حتى الآن.
    [few] قُرئت { $rows } صفوف حتى الآن.
    [many] قُرئ { $rows } صفًّا حتى الآن.
   *[other] قُرئ { $rows } صف حتى الآن.
}
import-look-again = انظر مرة أخرى
import-can-leave = يمكنك ترك هذه الصفحة والعودة إليها.
import-failed = لم يدخل من هذا الملف شيء
import-tried = هذا ما سيحدث. لم يُحفظ شيء بعد.
import-kept = تم الاستيراد. كل قيد فعلٌ في السجل.
import-rows = صفوف الملف
import-landed = صفوف تدخل كاملة
import-landed-with-problems = صفوف تدخل مع ملاحظة
import-refused = صفوف تُركت
import-created = قيود أُنشئت
import-changed = قيود تغيّرت
import-unchanged = قيود وُجدت كما هي
import-acts = أفعال في السجل
import-columns = كيف قُرئ الملف
import-columns-all = أعمدة الملف
import-columns-unread = أعمدة لا يقرؤها حقل؛ محفوظة في الصف الخام
import-columns-absent = حقول بلا عمود
import-delimiter = الفاصل
import-decimal-comma = فاصلة عشرية
import-day-first = اليوم قبل الشهر
import-yes = نعم
import-no = لا
import-none = لا شيء
import-problems = { $count ->
    [zero] لا مشكلات
    [one] مشكلة واحدة
    [two] مشكلتان
    [few] { $count } مشكلات
    [many] { $count } مشكلة
   *[other] { $count } مشكلة
}
import-more-problems = { $count ->
    [zero] لا مشكلات أخرى.
    [one] مشكلة أخرى لا تظهر هنا؛ يسردها كلها الأمر sijil import.
    [two] مشكلتان أخريان لا تظهران هنا؛ يسردها كلها الأمر sijil import.
    [few] { $count } مشكلات أخرى لا تظهر هنا؛ يسردها كلها الأمر sijil import.
    [many] { $count } مشكلة أخرى لا تظهر هنا؛ يسردها كلها الأمر sijil import.
   *[other] { $count } مشكلة أخرى لا تظهر هنا؛ يسردها كلها الأمر sijil import.
}
import-commit = احفظه
import-commit-button = استورد هذه الصفوف
import-to-records = إلى القيود
import-to-log = إلى سجل الأفعال
import-again = اقرأه على وجه آخر
import-mapping-open = أظهر التخطيط وغيّره
import-mapping-text = التخطيط
import-mapping-hint = اكتب تحت [columns] أسماء أعمدة هذا الملف إلى جانب الحقول التي تحملها.
import-again-button = اقرأ مرة أخرى بهذا التخطيط
import-choose = الأعمدة والحقول
import-choose-read = الحقول المقروءة من عمود: { $read } من { $fields }.
import-choose-unread = أعمدة لا يقرؤها حقل:
import-choose-lacking = لا يُقرأ شيء ما لم يُختر عمود لكل من:
import-choose-open = اختر عمود كل حقل
import-choose-hint = يُقرأ كل حقل من العمود المختار هنا. ويجوز أن يملأ عمود واحد حقولًا عدة.
import-choose-hint-wide = اكتب اسم العمود الذي يُقرأ منه كل حقل كما ورد في الملف؛ وما يُترك فارغًا فليس في هذا الملف.
import-choose-too-many = في التخطيط أكثر من { $max } حقل. غيّرها في نصه أدناه.
import-choose-field = الحقل
import-choose-column = عمود هذا الملف
import-choose-none = ليس في هذا الملف
import-choose-needed = لازم
import-choose-button = اقرأه مرة أخرى بهذه الأعمدة
error-field-not-in-mapping = ليس في تخطيط هذا الملف حقل «{ $field }».
error-field-chosen-twice = اختير عمود مرتين للحقل «{ $field }».
error-column-not-in-file = ليس في الملف عمود «{ $column }».
import-discard = تخلّص من الملف
import-discard-words = يزيل الملف المرفوع. ويبقى ما استُورد.
