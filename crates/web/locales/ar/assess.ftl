# تقييم حادثة: النموذج، والإصدارات، والفروق بين إصدارين، وما قُيِّم بدليل ترميز آخر.
assess-title = تقييم { $incident }
assess-head = اقتراح تقييم
assess-lede = الروايات المُدخلة هنا، والنطاقات الناتجة عنها، والدرجة التي تسندها. السجل يحسب وأنت تحكم. يصير اقتراحك الإصدار التالي، وتبقى الإصدارات السابقة مقروءة.
assess-independence = استقلال التقارير
assess-not-yours = ليس اقتراح التقييمات من أدوارك في هذا المشروع. يمكنك قراءة كل الإصدارات.
assess-refused = لم يُحفظ شيء. ما يلزم إصلاحه:
assess-no-accounts = لا رواية مُدخلة
assess-no-accounts-words = لا يُحسب نطاق بلا روايات. الرواية هي ما يقوله مصدر واحد بكلماته.
assess-enter-account = إدخال رواية
assess-why-out = سبب الاستبعاد
assess-out = استبعادها من النطاقات ومما يسند الدرجة
assess-denies = تنفي ذلك: فلا تحدّد أرقامها أي طرف.
assess-contested = صفة متنازَع عليها
assess-contested-killed = { $count ->
    [zero] لا أحد ممن تذكرهم قائمتها قتلى صفته متنازَع عليها.
    [one] واحد ممن تذكرهم قائمتها قتلى صفته متنازَع عليها: لا يُحتسب في الحد الأدنى ويُحتسب في الأعلى.
    [two] اثنان ممن تذكرهم قائمتها قتلى صفتهما متنازَع عليها: لا يُحتسبان في الحد الأدنى ويُحتسبان في الأعلى.
    [few] { $count } ممن تذكرهم قائمتها قتلى صفتهم متنازَع عليها: لا يُحتسبون في الحد الأدنى ويُحتسبون في الأعلى.
    [many] { $count } ممن تذكرهم قائمتها قتلى صفتهم متنازَع عليها: لا يُحتسبون في الحد الأدنى ويُحتسبون في الأعلى.
   *[other] { $count } ممن تذكرهم قائمتها قتلى صفتهم متنازَع عليها: لا يُحتسبون في الحد الأدنى ويُحتسبون في الأعلى.
  }
assess-contested-injured = { $count ->
    [zero] لا أحد ممن تذكرهم قائمتها جرحى صفته متنازَع عليها.
    [one] واحد ممن تذكرهم قائمتها جرحى صفته متنازَع عليها: لا يُحتسب في الحد الأدنى ويُحتسب في الأعلى.
    [two] اثنان ممن تذكرهم قائمتها جرحى صفتهما متنازَع عليها: لا يُحتسبان في الحد الأدنى ويُحتسبان في الأعلى.
    [few] { $count } ممن تذكرهم قائمتها جرحى صفتهم متنازَع عليها: لا يُحتسبون في الحد الأدنى ويُحتسبون في الأعلى.
    [many] { $count } ممن تذكرهم قائمتها جرحى صفتهم متنازَع عليها: لا يُحتسبون في الحد الأدنى ويُحتسبون في الأعلى.
   *[other] { $count } ممن تذكرهم قائمتها جرحى صفتهم متنازَع عليها: لا يُحتسبون في الحد الأدنى ويُحتسبون في الأعلى.
  }
assess-no-number = لا تذكر عددًا.
assess-no-range = لا يدخل في أي نطاق
assess-sets-min = تحدّد الحد الأدنى لـ«{ $category }»: { $value }
assess-sets-max = تحدّد الحد الأعلى لـ«{ $category }»: { $value }
assess-ranges-head = النطاقات
assess-ranges-words = أدنى رقم وأعلى رقم في الروايات المستعملة. لا متوسط ولا جمع؛ وما لا يقوله أحد يبقى غير معروف. كل نطاق تغيّره يُعلَّم ويحتاج إلى تعليل.
assess-recompute = إعادة الحساب
assess-recompute-words = بعد استبعاد روايات. لا يُحفظ شيء ولا يضيع مما كتبت شيء.
assess-killed-of = { $persons }، قتلى
assess-injured-of = { $persons }، جرحى
assess-reckoned = المحسوب
assess-nobody-says = لا تتحدث عنه أي رواية مستعملة
assess-lowest = الأدنى: { $accounts }
assess-highest = الأعلى: { $accounts }
assess-open = (مفتوح فوق { $value })
assess-unknown = { $count ->
    [zero] لا رواية تتحدث عنه بلا عدد.
    [one] رواية واحدة تتحدث عنه بلا عدد.
    [two] روايتان تتحدثان عنه بلا عدد.
    [few] { $count } روايات تتحدث عنه بلا عدد.
    [many] { $count } رواية تتحدث عنه بلا عدد.
   *[other] { $count } رواية تتحدث عنه بلا عدد.
  }
assess-left-out = { $count ->
    [zero] لم تُستبعد رواية ذات عدد.
    [one] استُبعدت رواية واحدة ذات عدد.
    [two] استُبعدت روايتان ذواتا عدد.
    [few] استُبعدت { $count } روايات ذات عدد.
    [many] استُبعدت { $count } رواية ذات عدد.
   *[other] استُبعدت { $count } رواية ذات عدد.
  }
assess-conceded = المُقَرّ به، بجانب النطاق: { $count } ({ $bodies })
assess-and-more = { $count ->
    [zero] ولا غيرها
    [one] وواحدة أخرى
    [two] واثنتان أخريان
    [few] و{ $count } أخرى
    [many] و{ $count } أخرى
   *[other] و{ $count } أخرى
  }
assess-bound-by-ends = كما يقول الطرفان
assess-differs = يخالف هذا ما حُسب.
assess-words = سبب المخالفة
assess-words-missing = النطاق المخالف لما حُسب يحتاج إلى تعليل.
assess-other-categories = ويُعدّ أيضًا
assess-other-categories-words = لا حقل لها في التقييم؛ تُعرض كما تذكرها الروايات.
assess-by-hand = درجات دليل الترميز هذا تُعطى باليد: لا جدول قرار له هنا.
assess-codebook = التقييم بدليل الترميز { $codebook }.
assess-judgment-head = حكمك
assess-rationale-hint = ما تقوم عليه الدرجة والنطاقات، حتى يتابعها المراجع.
assess-rationale-missing = الحكم يحتاج إلى أسبابه.
assess-reason = تقييم من الروايات المُدخلة
assess-submit = تسليمه للمراجعة فورًا
assess-propose = اقترِحه
assess-grade-refused = قواعد التقييم ترفض هذه الدرجة
assess-ask-words = لشخص ثانٍ أن يُجيز الدرجة مع ذلك. ولا يُحفظ شيء بوصفه تقييمًا قبل موافقته.
assess-ask-why = لماذا تُجاز مع ذلك
assess-ask = اسأل شخصًا ثانيًا
assess-ask-needless = لا قاعدة ترفض هذه الدرجة: اقترِحها.
assess-moved = تغيّرت النطاقات مع ما استُبعد. انظر فيها ثانية ثم اقترِح.
assess-meanwhile = اقترح غيرك إصدارًا في هذه الأثناء. اقرأه تحت «إصدارات التقييم» ثم اقترِح ما عندك فوقه.
assess-in-review = تقييم لهذه الحادثة قيد المراجعة أصلًا؛ فاترك الخانة فارغة.
assess-versions = إصدارات التقييم
assess-versions-title = الإصدارات: { $incident }
assess-propose-next = اقتراح تقييم
assess-done = حُفظ الإصدار
assess-done-words = لا يُعدّ مراجَعًا إلا بعد أن يقبله شخص آخر.
assess-asked = سُئل شخص ثانٍ
assess-outdated = قُيِّم بدليل الترميز { $named }؛ والسجل يعمل الآن بـ{ $present }
assess-outdated-words = لا يُعاد تقييم شيء من تلقاء نفسه. كل منها حكم يصدره إنسان من جديد.
assess-outdated-propose = اقتراح إصدار بالدليل الحالي
assess-outdated-all = كل هذه التقييمات
assess-outdated-head = قُيِّمت بدليل ترميز آخر
assess-outdated-lede = تقييمات حالية صادرة عنا تذكر دليل ترميز آخر، أو إصدارًا آخر منه، غير { $present }.
assess-outdated-nothing = لا شيء: كل تقييم صادر عنا يذكر دليل ترميز يذكر الدليل الحالي
assess-outdated-supports = ما تسنده المُدخلات بحسب الدليل الحالي
assess-own-head = الصادرة عنا
assess-none = لا تقييم صادرًا عنا بعد
assess-none-words = ما تعرضه صفحة الحادثة منقول عن غيرنا، كلٌّ باسمه.
assess-adopted-head = المنقولة
assess-adopted-words = { $count ->
    [zero] لا أحكام منقولة.
    [one] حكم واحد لغيرنا كما أصدرته جهته؛ لا يُخلط أبدًا بما يصدر عنا.
    [two] حكمان لغيرنا كما أصدرتهما جهتاهما؛ لا يُخلطان أبدًا بما يصدر عنا.
    [few] { $count } أحكام لغيرنا، كلٌّ كما أصدرته جهته؛ لا تُخلط أبدًا بما يصدر عنا.
    [many] { $count } حكمًا لغيرنا، كلٌّ كما أصدرته جهته؛ لا تُخلط أبدًا بما يصدر عنا.
   *[other] { $count } حكم لغيرنا، كلٌّ كما أصدرته جهته؛ لا تُخلط أبدًا بما يصدر عنا.
  }
assess-author = اقترحه
assess-review = المراجعة
assess-book = دليل الترميز
assess-as-of = بتاريخ
assess-overridden = خلافًا لقواعد التقييم، بموافقة شخص ثانٍ
assess-not-reviewed = لم يُراجع
assess-changed-after = تغيّر بعد هذه المراجعة
assess-since-before = ما الذي تغيّر
assess-from = من
assess-to = إلى
assess-compare = قارِن
assess-diff-head = الفروق
assess-field = الحقل
assess-incident = الحادثة
assess-next = ما يمكن فعله
