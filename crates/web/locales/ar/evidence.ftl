# الأدلة في طريقها إلى الداخل، وسلسلة حيازتها.
number-bytes = { $count ->
    [zero] { $number } بايت
    [one] بايت واحد
    [two] بايتان
    [few] { $number } بايتات
    [many] { $number } بايتًا
   *[other] { $number } بايت
}
upload-title = إدخال ملفات
upload-lede = يُثبَّت كل ملف ببصمته ويُشفَّر عند وصوله. وما يذكره عن نفسه يُقرأ بمعزل ويبقى قولًا للملف.
upload-files = الملفات
upload-files-hint = تسجيلات وصور ووثائق. تُحفظ كما هي.
upload-why = من أين جاءت، ولماذا تُحفظ
upload-take = إدخال
upload-taken = أُدخلت
upload-outcome = النتيجة
upload-new = جديد
upload-already = كان هنا من قبل؛ لم يُضَف شيء
upload-unfinished = لم يكتمل
upload-unfinished-words = اختر الملف نفسه ثانية ليُستأنف من حيث وقف. ويُهمل بعد سبعة أيام.
upload-stands = { $bytes } من { $all }
upload-waiting = في الانتظار
upload-sending = يُرسل
upload-done = حُفظ:
upload-already-at = كان هنا من قبل؛ لم يُضَف شيء:
upload-failed = لم يُحفظ هذا الملف. وما وصل منه باقٍ؛ اختره ثانية ليُستأنف.
upload-command = للمجلدات والأرشيفات والمحادثات المصدَّرة والبريد، ورسائلها تقارير:
custody-title = حيازة { $item }
custody-lede = ما هي، ومن كانت في يده، وكيف يُتحقق من الأمرين. كل سطر فعل في سجل الأفعال.
custody-size = الحجم
custody-chain = سلسلة الحيازة
custody-when = متى
custody-what = ما الذي فُعل
custody-who = من فعله
custody-act = الفعل وإثباته
custody-check = كيف يُتحقق منها
custody-check-words = يجب أن تكون بصمة SHA-256 للملف المسلَّم هي المذكورة أعلاه. ووراء كل فعل قيمه وإثباته والبرنامج النصي الذي يقابله بنقطة التثبيت أدناه؛ ولا يحتاج أي منهما إلى هذا البرنامج.
custody-item = المادة
custody-proofs = إثباتات الأفعال
custody-log = سجل الأفعال
custody-checkpoint = نقطة التثبيت
error-item-without-bytes = تُصنع المادة من بايتاتها وحدها: أدخل الملف.
error-original-never-changes = لا يتغيّر ما هي البايتات ولا كيف وردت.
error-item-bytes-missing = ملف هذه المادة ليس في الخزنة.
error-item-bytes-damaged = ملف هذه المادة تالف.
error-item-key-missing = لا مفتاح لهذه المادة في حلقة المفاتيح.
error-gathered-too-many = الملفات أو المجلدات أكثر مما يُدخل دفعة واحدة.
error-gathered-not-a-file = لا تُتبع الروابط ولا الأجهزة.
error-media-child-crashed = توقفت العملية التي تقرأ هذا الملف. الملف محفوظ كما هو.
error-media-child-timed-out = استغرقت قراءة هذا الملف وقتًا طويلًا. الملف محفوظ كما هو.
label-custody = الحيازة
