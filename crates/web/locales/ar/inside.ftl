# ما في داخل الملفات المرسلة: أرشيفات ومحادثات وبريد ولقطات من الويب.
inside-title = إدخال ما تحويه الملفات
inside-open = إدخال ما يحويه
inside-open-all = إدخال ما تحويه
inside-lede = ملفات الأرشيف، ورسائل المحادثة أو البريد، وصفحات لقطة الويب. يصبح كل ملف في الداخل مادةً قائمة بذاتها، وكل رسالة تقريرًا لمرسل يُسمّى بلقب، ويبقى اسمه في الملف المحفوظ.
inside-items = مواد يُنظر فيها
inside-zone = المنطقة الزمنية لساعة المحادثة
inside-zone-hint = تذكر المحادثة الساعة كما في الهاتف الذي صدّرها. فإن لم يعرف أحد منطقة ذلك الهاتف فاتركها غير معروفة.
inside-done = ما كانت تحويه
inside-messages = { $count ->
    [0] لم تصبح أي رسالة تقريرًا.
    [one] أصبحت رسالة واحدة تقريرًا.
    [two] أصبحت رسالتان تقريرين.
    [few] أصبحت { $count } رسائل تقارير.
    [many] أصبحت { $count } رسالة تقارير.
   *[other] أصبحت { $count } رسالة تقارير.
 }
inside-senders = { $count ->
    [0] لا مرسل جديد.
    [one] مرسل جديد واحد، مصدرًا يُسمّى بلقب.
    [two] مرسلان جديدان، مصدرين يُسمّيان بلقبين.
    [few] { $count } مرسلين جدد، مصادر تُسمّى بألقاب.
    [many] { $count } مرسلًا جديدًا، مصادر تُسمّى بألقاب.
   *[other] { $count } مرسل جديد، مصادر تُسمّى بألقاب.
 }
inside-more = { $count ->
    [one] ملف آخر غير مدرج هنا، وهو في قائمة المواد.
    [two] ملفان آخران غير مدرجين هنا، وهما في قائمة المواد.
    [few] { $count } ملفات أخرى غير مدرجة هنا، وهي في قائمة المواد.
    [many] { $count } ملفًا آخر غير مدرج هنا، وهي في قائمة المواد.
   *[other] { $count } ملف آخر غير مدرج هنا، وهي في قائمة المواد.
 }
inside-troubles = ما تُرك أو فيه شك
inside-left-out = تُرك
inside-doubt = فيه شك
inside-where = الملف
inside-why = ما وُجد
inside-weight = أثره
error-nothing-inside = لا تحوي أي من هذه المواد غيرها: لا أرشيف ولا محادثة مصدَّرة ولا بريد ولا لقطة ويب.
error-gathered-from-a-folder = ملفات هذه القائمة بجانبها في مجلد. أدخل المجلد بالأمر.
error-archive-entry-broken = تعذّر استخراج هذا الملف من الأرشيف.
error-archive-entry-encrypted = هذا الملف في الأرشيف مقفل بكلمة سر.
error-archive-entry-too-large = يُستخرج من هذا الملف أكثر مما يُدخل.
error-archive-entry-unlisted = في الأرشيف ملف لا تسمّيه قائمته.
error-archive-name-repeated = ملفان في الأرشيف باسم واحد.
error-archive-name-unsafe = اسم في الأرشيف يقود إلى خارجه؛ حُفظ جزؤه الأخير فقط.
error-archive-ratio-too-high = يُستخرج من هذا الملف أكثر بكثير من أي ملف حقيقي.
error-archive-too-deep = أرشيفات داخل أرشيفات أعمق مما يُنظر فيه.
error-attachment-missing = تسمّي رسالة ملفًا لم يأتِ معها.
error-attachment-not-included = صُدّرت المحادثة بلا وسائطها.
error-attachment-unmentioned = لا تسمّي أي رسالة هذا الملف.
error-calendar-not-read = التواريخ بتقويم لا يُقرأ.
error-chat-part-not-read = تعذّرت قراءة جزء من المحادثة.
error-date-order-in-doubt = لا يُعرف اليوم من الشهر في هذه المحادثة.
error-digest-broken = لا يوافق الملف البصمة التي جاءت معه.
error-digest-not-checked = البصمة التي جاءت مع الملف من نوع لا يُتحقق منه.
error-digest-not-stated = لم تأتِ مع الملف بصمة.
error-entry-cut-off = ينتهي القيد قبل طوله المذكور.
error-entry-not-understood = تعذّر فهم القيد.
error-field-not-understood = تعذّر فهم حقل من القيد.
error-header-of-another-form = ترويسة مكتوبة بصيغة لا تُقرأ.
error-media-missing = لم يأتِ ملف مذكور بالاسم.
error-nested-too-deep = أجزاء داخل أجزاء أعمق مما يُنظر فيه.
error-quoting-in-doubt = لا يُعرف يقينًا أي الكلام مقتبس.
error-reply-target-missing = ليست الرسالة التي تجيب عنها هذه في التصدير.
error-signature-not-checked = فيه توقيع لم يُتحقق منه.
error-text-before-first-entry = نص قبل الرسالة الأولى.
error-time-runs-back = وقت رسالة قبل وقت التي فوقها.
error-too-many-entries = القيود أكثر مما يُقرأ.
