# السجلات من كل نوع وتاريخها ونموذج تحريرها؛ وسجل الأفعال وإثباتاته.
records-title = السجلات
records-lede = كل ما يحفظه هذا السجل بحسب النوع. يعرض كل سجل جميع حقوله وما تستند إليه ومن كتبها ومتى.
records-kinds = أنواع السجلات
records-kind = النوع
records-count = العدد
records-what = ما هو
records-all = جميع أنواع السجلات
records-found = سجلات فيها «{ $words }»
records-found-of = { $kind }: { $count }
records-nothing-found = لا شيء فيه «{ $words }»
kind-project = حيّز عمل؛ لا تُجمع أرقام مشروعين معًا.
kind-source = كل من يقول شيئًا: شاهد أو صحيفة أو موثِّق أو وزارة.
kind-report = رواية مصدر واحد في وقت واحد.
kind-assertion = إفادة واحدة من تقرير: من فعل ماذا بمن، كما وردت.
kind-belligerent = طرف في القتال.
kind-operation = حملة أو عملية بتواريخها.
kind-office = منصب عام ومن شغله ومتى.
kind-place = مكان في معجم الأماكن.
kind-release = بيان رسمي عن الضربات.
kind-release-line = سطر من بيان: مكان ويوم وعدد ضربات.
kind-finding = قرار أي جهة بشأن حدث واحد.
kind-tally = حصيلة أي جهة، مع ما تعدّه.
kind-strike = استخدام واحد للقوة.
kind-incident = لحظة ومكان يُزعم وقوع ضرر بالمدنيين فيهما.
kind-assessment = حكم مدرَّج بشأن حادثة.
kind-object-damage = ضرر لحق بعين في حادثة.
kind-victim-mention = ضحية كما تسمّيها أو تصفها قائمة واحدة.
kind-link = صلة محددة النوع من سجل إلى آخر.
list-title = سجلات من نوع: { $kind }
list-of = { $field }: { $record }
list-all = كل هذا النوع
list-everywhere = الكلمات نفسها في كل الأنواع
list-total = { $number ->
    [zero] لا سجلات
    [one] سجل واحد
    [two] سجلان
    [few] { $count } سجلات
    [many] { $count } سجلًا
   *[other] { $count } سجل
  }
list-disputed = متنازَع عليه
list-nothing = لا شيء من هذا النوع بعد
list-nothing-words = تأتي السجلات من الاستيراد ومن البيانات الملصقة ومما يكتبه الناس.
list-import = استورد ملفًا
list-export = كل هذا النوع كبيانات:
value-worded = بلفظه: «{ $words }»
value-yes = نعم
value-no = لا
value-not-available = غير متاح لك
value-span = البايتات { $start } إلى { $end } من النص
value-when-open = أحد الطرفين مفتوح
value-when-bounds = بين { $earliest } و{ $latest }
value-no-point = لا نقطة
value-centroid = نقطة وسط لا الموقع نفسه
value-sigma = بزيادة أو نقصان { $metres } م
value-supplied-by = قدّم النقطة: { $who }
value-raw = { $count ->
    [zero] الصف كما استُورد: لا خلايا
    [one] الصف كما استُورد: خلية واحدة
    [two] الصف كما استُورد: خليتان
    [few] الصف كما استُورد: { $count } خلايا
    [many] الصف كما استُورد: { $count } خلية
   *[other] الصف كما استُورد: { $count } خلية
  }
record-statement = إفادة: لا تتغير إلا بنسخ جديدة تبقى كل منها صالحة للاستشهاد.
record-version-number = النسخة { $number }
record-version-of = النسخة { $number } من { $total }
record-cite = عنوان هذه النسخة
record-own-page = صفحته الخاصة
record-fields = ما هو مسجَّل
record-versions = نسخ هذا الحكم
record-disputed = متنازَع عليه
record-since-version = منذ النسخة { $number }
record-warnings = قواعد تنبّه
record-margin = الإثبات والتغييرات والماضي
record-proof = الإثبات
record-act-number = هذه النسخة هي الفعل رقم { $number } في السجل.
record-act-waiting = تنتظر هذه النسخة رقمها في السجل.
record-head-act = الفعل
record-download-proof = الإثبات
record-download-leaf = الورقة
record-change = التغيير
record-edit = صحّح حقلًا
record-correct-toll = صحّح الحصيلة
record-link-fixed = لا تُغيَّر الصلة: أنشئ صلة أخرى.
record-past = كما كان
record-history = التاريخ
record-versions-count = { $count ->
    [zero] لا نسخ
    [one] نسخة واحدة
    [two] نسختان
    [few] { $count } نسخ
    [many] { $count } نسخة
   *[other] { $count } نسخة
  }
record-earlier = نسخ سابقة:
record-at = كما كان في
record-at-go = اعرض
past-at = كما كان في { $instant }
past-version = النسخة { $number } كما يُستشهد بها
past-not-yet = لم يكن في السجل حينئذ.
past-now = كما هو الآن
past-same = كل الحقول متطابقة.
past-since = ما تغيّر منذئذ (حينئذ، الآن):
done-corrected = صُحّح (كان، صار):
done-disputed = حُفظ إلى جانب تغيير آخر
done-disputed-words = غيّر أحدهم هذا الحقل ونموذجك مفتوح. لم تُمحَ أي من القيمتين: كلتاهما فوق الحقول، وتُعرض الأسبق حتى تُختار إحداهما.
done-act = الفعل وإثباته
done-older = النسخة السابقة
conflict-of = قيمتان قائمتان لـ: { $field }
conflict-keep = أبقِ هذه
conflict-until = حتى تُختار إحداهما تعرض الصفحات القيمة الأسبق على أنها متنازَع عليها.
links-title = مرتبط بـ
links-outgoing = هذا السجل { $role }:
links-incoming = ما { $role } هذا السجل:
links-one = الصلة
links-more = صلات أخرى
referring-title = يذكره
referring-one = { $kind } ({ $field }): { $count }
history-title = تاريخ { $record }
history-lede = كل تغيير فعل له سبب وإثبات. لا شيء يُمحى.
history-acts = الأفعال، الأحدث أولًا
history-earlier = أفعال أسبق
history-created = أُنشئ: { $kind }
history-imported = استُورد: { $kind }
history-imported-again = غيّره استيراد: { $kind }
history-changed = غُيّر: { $kind }
history-number = الفعل { $number }
history-proof = الإثبات
history-waiting = ينتظر رقمه في السجل
history-disputed = { $field }، حُفظ إلى جانب قيمة أخرى
history-between = من النسخة { $from } إلى النسخة { $to }
history-no-version = لا توجد نسخة كهذه.
history-compare = قارن نسختين
history-compare-from = من النسخة
history-compare-to = إلى النسخة
history-compare-go = قارن
log-title = سجل الأفعال
log-lede = كل تغيير في هذا السجل فعل. تُرقَّم الأفعال وتُجزَّأ في شجرة واحدة ويُوقَّع جذرها: لا يمكن تغيير شيء أو حذفه دون أن يُلاحظ.
log-checkpoint = آخر نقطة تحقق
log-size = { $count ->
    [zero] لا أفعال في الشجرة الموقَّعة.
    [one] فعل واحد في الشجرة الموقَّعة.
    [two] فعلان في الشجرة الموقَّعة.
    [few] { $number } أفعال في الشجرة الموقَّعة.
    [many] { $number } فعلًا في الشجرة الموقَّعة.
   *[other] { $number } فعل في الشجرة الموقَّعة.
  }
log-root = الجذر
log-note = النص الموقَّع
log-waiting = { $count ->
    [zero] لا أفعال تنتظر.
    [one] فعل واحد محفوظ ينتظر نقطة التحقق التالية.
    [two] فعلان محفوظان ينتظران نقطة التحقق التالية.
    [few] { $count } أفعال محفوظة تنتظر نقطة التحقق التالية.
    [many] { $count } فعلًا محفوظًا ينتظر نقطة التحقق التالية.
   *[other] { $count } فعل محفوظ ينتظر نقطة التحقق التالية.
  }
log-no-waiting = لا فعل ينتظر: تشمل نقطة التحقق كل شيء.
log-how = تحقق بنفسك دون اتصال
log-how-words = تكفي ثلاثة ملفات، بلا حاجة إلى هذا البرنامج أو هذا الخادم:
log-how-proof = إثبات الفعل (‎.tlog-proof) من صفحة الفعل؛
log-how-leaf = ورقته بايتًا ببايت من الصفحة نفسها؛
log-how-key = مفتاح سجل أفعال هذا السجل:
log-how-folder = من لديه مجلد البيانات يتحقق من كل ملف في السجل، ومن أن الجداول تقول ما تقوله الأفعال:
log-acts = أحدث الأفعال
log-empty = لا أفعال بعد
log-files = الملفات
log-checkpoint-download = نقطة التحقق كنص
log-proof-where = الإثباتات والأوراق في صفحة كل فعل.
log-number = الرقم
log-not-numbered = ينتظر
log-when = متى، كما يقول الجهاز
log-who = مَن
log-what = ماذا
log-why = لماذا
act-title = الفعل { $id }
act-number = الفعل رقم { $number } في السجل
act-waiting = فعل ينتظر رقمه
act-why = لماذا
act-at = متى
act-at-claim = قول الجهاز؛ يثبت السجل الترتيب فقط
act-actor = مَن
act-device = الجهاز
act-id = الفعل
act-parents = أُجري بعلم
act-no-parents = لا فعل سابقًا
act-values = القيم والأملاح
act-values-words = لا تحمل الورقة إلا التزامًا بكل قيمة. يفتحه الملح: بدونه لا يستطيع أحد معرفة القيمة أو تخمينها.
act-field = الحقل
act-value = القيمة
act-salt = الملح
act-held = في الورقة
act-no-salt = أُتلف
act-proven = نعم، جرى التحقق الآن
act-not-yet = ليس في السجل بعد
act-erased = لا يمكن التحقق: مُحي
act-differs-here = لا: تحمل الورقة شيئًا آخر
act-differs = تغيّر: ليست هذه القيم ما سُجّل
act-differs-words = تلتزم الورقة في السجل بقيم أخرى لـ: { $fields }. شغّل «sijil fsck» واحتفظ بنسخة من المجلد كما هو.
act-leaf = الورقة
act-leaf-words = ما تجزّئه الشجرة، بايتًا ببايت.
act-leaf-waiting = تُكتب ورقته حين يُرقَّم.
act-proof = أثبته لغيرك
act-proof-file = الإثبات (‎.tlog-proof)
act-leaf-file = الورقة
act-fields-file = القيم والأملاح (JSON)، لكشف ما تلتزم به الورقة
act-proof-command = بهذه الملفات ولا شيء غيرها:
act-proof-waiting = يوجد إثبات ابتداءً من نقطة التحقق التالية.
# حقول السجلات بالأسماء المستعملة في الأفعال والواجهة والتصدير.
label-about = عن
label-about-ar = عنه بالعربية
label-access = كيف عرف المصدر
label-acting = بالوكالة
label-actor-scope = أفعال مَن
label-actors = الفاعل كما ورد
label-age = العمر
label-aliases = أسماء أخرى مستعملة
label-alternate-names = أسماء أخرى
label-archive-url = نسخة محفوظة
label-area = المنطقة
label-as-of = بتاريخ
label-attributes = تفاصيل الصلة
label-attribution = درجة النسبة
label-author = اقترحه
label-basis = الأساس
label-belligerent = الطرف المحارب في هذا السجل
label-belligerents = منسوب إلى
label-body = الجهة
label-by = من قِبل
label-campaign = الحملة كما استُوردت
label-candidate = مرشّحة لم ينظر فيها أحد بعد
label-case-number = رقم القضية
label-category = ما يُعدّ
label-causes = سبب الضرر
label-cited = الإفادة المستشهد بها
label-claim = الادعاء
label-claims = ما قيل عنه
label-class = الفئة
label-code = الرمز
label-codebook = دليل الترميز
label-codes = الرموز
label-confirmed = أكّده
label-count = العدد
label-country = الدولة
label-counts = الأعداد المذكورة
label-credibility = المصداقية
label-credit = التنويه الواجب
label-decided = تاريخ القرار أو نشره
label-definition = التعريف المعتمد
label-description = الوصف
label-destruction = مدى الدمار
label-disclosure = ما أُفصح عنه
label-effects = الآثار
label-engagements = الاشتباكات
label-excluded = إفادات مستبعدة
label-exercise = تمرين
label-fact = المعلومة
label-first-hand = شهد الحدث
label-form = نوع الرواية
label-from = من
label-from-kind = من سجل نوعه
label-governorate = المحافظة
label-grade = الدرجة
label-graphic = يعرض مواد قاسية
label-harm-reported = أُبلغ عن ضرر بالمدنيين
label-held = مدة شغله
label-holder = شاغله
label-incident = الحادثة
label-incident-words = الحادثة كما أُشير إليها
label-included = إفادات يستند إليها النطاق
label-injured = الجرحى
label-interests = مصلحة المصدر
label-issued = تاريخ الإصدار
label-killed = القتلى
label-killed-belligerents = محاربون بين القتلى
label-killed-children = أطفال بين القتلى
label-killed-men = رجال بين القتلى
label-killed-women = نساء بين القتلى
label-kind = النوع
label-language = اللغة
label-languages = اللغات
label-late-addition = أُضيف لاحقًا عن يوم سابق
label-late-period-words = الأيام التي يشملها الجزء المتأخر
label-list-number = رقمه في القائمة
label-location = المكان
label-measure-words = ما يُعدّ، بالكلمات
label-mission = المهمة
label-munitions = الأسلحة
label-name = الاسم
label-name-ar = الاسم بالعربية
label-named = المسمَّون علنًا
label-names = الأسماء
label-note = ملاحظتنا
label-number = الرقم
label-observations = ما لوحظ
label-office = المنصب
label-official-position = الرد الرسمي كما ورد
label-operation = العملية
label-outcome = النتيجة
label-parent = جزء من
label-period = المدة
label-period-total = مجموع مدة
label-place = المكان في المعجم
label-place-words = المكان كما ورد
label-polarity = إثبات أو نفي أو شك
label-position = رقم السطر
label-protected-objects = أعيان أو أشخاص محميون
label-publication = النشر
label-published = تاريخ النشر
label-publisher = الناشر
label-radius-m = نصف قطر عدم اليقين بالأمتار
label-range-basis = أساس النطاق
label-rationale = سبب هذه الدرجة وهذا النطاق
label-raw = الصف المستورد
label-reason = السبب المذكور
label-record = السجل
label-related = مراجع أخرى
label-relation = صلته بضحية أخرى
label-release = البيان
label-reliability = الموثوقية
label-rendition-of = صياغة أخرى لـ
label-report = التقرير
label-report-words = التقرير بالكلمات
label-reviewer = راجعه
label-role = الدور
label-said = تاريخ القول
label-scope = النطاق المشمول
label-sex = الجنس
label-source = المصدر
label-sources-count = عدد المصادر كما في صفحته
label-span = موضعه في النص
label-speaker = المتحدث
label-speaker-role = صفة المتحدث
label-standard = معيار الإثبات
label-state = الدولة
label-status = مدني أم لا
label-status-filter = الدرجة أو الصفة المحسوبة
label-strike-status = هل وقعت ضربة
label-strike-types = أنواع الضربة
label-strikes = الضربات
label-subgroup = الفئة الفرعية
label-sum-note = ما تُظهره المجاميع
label-target-words = الهدف كما ورد
label-term = الهدف كمصطلح
label-text = النص
label-text-origin = كلام مَن هذا النص
label-text-sha256 = بصمة النص
label-title = العنوان
label-title-ar = العنوان بالعربية
label-to = إلى
label-to-kind = إلى سجل نوعه
label-topic = الموضوع
label-totals = المجاميع المطبوعة
label-url = العنوان الإلكتروني
label-verb = ما فُعل
label-verification = ما يُعرف عن صحته
label-version = النسخة
label-via = أحاله
label-victims-named-count = ضحايا تسمّيهم صفحة عامة
label-warning-given = هل وُجّه إنذار
label-when = متى
label-words = الكلمات
label-years-max = الأعلى بالسنوات
label-years-min = الأدنى بالسنوات
