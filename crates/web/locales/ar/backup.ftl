# Backups, and registers that were rolled back. Said at the terminal: there is no page of them.
error-backup-damaged = النسخة الاحتياطية تالفة.
error-backup-expired = لم يعد يجوز الاحتفاظ بهذا الجزء من نسخة احتياطية.
error-backup-file-altered = أحد ملفات النسخة الاحتياطية ليس كما كُتب.
error-backup-file-missing = أحد ملفات النسخة الاحتياطية مفقود أو تتعذّر قراءته.
error-backup-folder = لا يمكن كتابة نسخة احتياطية في هذا المجلد أو قراءتها منه.
error-no-backup = لا توجد في هذا المجلد نسخة احتياطية كهذه.
error-register-rolled-back = هذا السجل أقدم من سجل أفعاله، ولذلك لا يوقّع شيئًا.
hint-register-rolled-back = استُعيد السجل من نسخة أقدم، أو استُعيد منها سجل أفعاله. قد تكون نقطة التثبيت الأحدث عند غيرك، وتاريخ ثانٍ إلى جانبها يُفقد الثقة بالاثنين. استعد أحدث نسخة احتياطية، أو أعد سجل الأفعال أو قاعدة البيانات الناقصة؛ وتبقى القراءة والتصدير والفحص متاحة في الأثناء. أبقِ كل نسخة كما هي.
error-sealing-altered = هذا ليس ملفًا مختومًا، أو أنه عُدّل.
error-sealing-disk = لم يقبل القرص الملف المختوم أو لم يعطه.
error-sealing-no-identity = لا يحتوي الملف على مفتاح يفتح شيئًا.
error-sealing-not-a-recipient = لا يمكن ختم ملف لهذا المستلم.
error-sealing-wrong-identity = لا يفتحه هذا المفتاح: خُتم لغيره.
