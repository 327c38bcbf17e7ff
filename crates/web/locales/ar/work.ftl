# عمل الفريق: قائمة العمل، العمل على حادثة، المراجعة، الموافقات.
nav-work = العمل
work-title = العمل
work-lede = ما يجب عمله بحسب المرحلة. خذ ما ليس لأحد؛ ولا يُعدّ شيء صادرًا عنا قبل أن يراجعه شخص آخر.
work-stages = مراحل العمل
work-whose-all = للجميع
work-whose-mine = لي
work-whose-nobody = ليس لأحد
work-nothing = لا شيء في مرحلة «{ $stage }»
work-nothing-words = تدخل الحادثة قائمة العمل حين يأخذها أحد من صفحتها، أو حين تُدخَل رواية بوصفها ادعاءً جديدًا.
work-to-incidents = كل الحوادث
work-next = الخطوة التالية
work-next-none = لا شيء عليك
work-overdue = فات موعده
work-no-due = بلا موعد
work-nobody = لا أحد
work-take = آخذه
work-give-back = أعيده
work-for-you = لك
work-mentions = يُطلب انتباهك
work-mentions-none = لا أحد يطلبه الآن.
work-second = بانتظار شخص ثانٍ
work-second-count = { $count ->
    [0] لا شيء ينتظر
    [one] أمر واحد ينتظر
    [two] أمران ينتظران
    [few] { $count } أمور تنتظر
    [many] { $count } أمرًا ينتظر
   *[other] { $count } أمر ينتظر
  }
work-on-title = العمل على { $incident }
work-to-record = الحادثة
work-to-record-code = الحادثة { $code }
work-assessment = تقييمنا
work-assessment-none = لا تقييم صادرًا عنا بعد. ما يظهر في صفحة الحادثة منقول عن غيرنا.
work-to-review = راجِعه
work-to-review-read = اقرأه كما يراه المراجع
work-submit = سلِّمه للمراجعة
work-comments = التعليقات
work-comments-none = لم يعلّق أحد بعد.
work-comment-words = تعليقك
work-comment = علِّق
work-settle = لا يحتاج إلى مزيد
work-not-taken-up = لم يأخذ أحد هذه الحادثة بعد.
work-take-up = أدخلها قائمة العمل
work-no-move = لا شيء هنا عليك في هذه المرحلة.
work-move = انقل إلى: { $stage }
work-give-to = أسنده إلى
work-assign = أسنِد
review-title = مراجعة: { $incident }
review-head = مراجعة
review-since = منذ
review-record = هذه المراجعة
review-not-handed-in = هذا التقييم ليس قيد المراجعة؛ يُعرض هنا للقراءة.
review-not-yours = ليست المراجعة من أدوارك؛ يُعرض التقييم للقراءة.
review-own = كتبتَ شيئًا من هذا التقييم. يجب أن يراجعه شخص آخر.
review-words-beside = ملاحظة على { $field }
review-words-here = ملاحظة على هذا
review-supported = ما في السجل مما يدعم درجة
review-words = ملاحظات على الكل
review-words-hint = لازمة للإعادة، إلا إذا كُتبت ملاحظة بجانب حقل.
review-accept = قبول
review-return = إعادة
review-covers = تشمل المراجعة إصدار
approvals-title = ما يلزم له شخصان
approvals-lede = كلٌّ من هذه طلبه شخص واحد؛ ولا يُنفَّذ شيء قبل أن يوافق شخص آخر.
approvals-none = لا شيء ينتظر
approvals-none-words = يأتي إلى هنا قبل التنفيذ: تغيير الأدوار، والدرجات المخالفة للقواعد، والدمج والفصل، وتوسيع الاطّلاع، والتصدير الكبير أو المختوم.
approvals-why = متى ولماذا
approvals-own = أنت من طلب هذا؛ ويجب أن يقرر شخص آخر.
approvals-not-yours = القرار في هذا ليس من أدوارك.
approvals-withdraw = أسحبه
approvals-yes = أوافق
approvals-no = أرفض
approvals-leaves = يغادر المشروع
approvals-opens = يُوسَّع الاطّلاع إلى
approvals-incident = درجة تخالف القواعد لهذه الحادثة
work-on-this = العمل على هذه الحادثة: المرحلة والتعليقات والمراجعة
members-title = الأعضاء والأدوار
members-lede = من يفعل ماذا في هذا المشروع. يطلب مدير تغييرًا ويوافق آخر؛ ومن تتغيّر أدواره يدخل من جديد.
members-ask = اطلب تغييرًا
members-leaves = يغادر المشروع
members-ask-button = اطلب موافقة مدير آخر
