# البيانات: التقويم والقائمة وبيان واحد ولصق بيان والتقارير الشهرية.
releases-title = البيانات
releases-over = البيانات الرسمية عن الضربات
releases-head = ما تقوله البيانات، مكانًا مكانًا ويومًا يومًا
releases-head-stop = حتى { $month } تسمّي هذه البيانات المكان واليوم. ثم تسمّي بلدًا ومدة.
releases-lede = { $figure } ضربة في { $country }، { $period }، هي سطر واحد: لا قرية ولا يوم ولا هدف قرب اسم. يمكن مطابقة بلاغ من تلك المدة مع السطر، لا مع ضربة.
releases-none = لا بيان بعد
releases-none-words = ألصق بيان ضربات وشاهده ينقسم إلى أسطر تُفحص مجاميعها. سيظهر كل منها هنا بحسب المكان واليوم.
releases-add = إضافة بيان: لصق أو رفع
releases-span-title = { $country }، سنة بسنة
releases-span-reading = الداكن: بيان محفوظ هنا يسمّي أماكن في ذلك اليوم. الرمادي: مجموع واحد للبلد والمدة كلها. النقاط: لا يحفظ هذا السجل بيانًا عن تلك الأيام، ولا يعني ذلك شيئًا عمّا صدر.
releases-days-named = { $count ->
    [zero] لا يوم مسمّى
    [one] يوم واحد مسمّى
    [two] يومان مسمّيان
    [few] { $count } أيام مسمّاة
    [many] { $count } يومًا مسمّى
   *[other] { $count } يوم مسمّى
  }
releases-quarter = الربع { $quarter }
releases-nothing-held = لا شيء محفوظ
releases-length = { $count ->
    [zero] لا أيام
    [one] يومًا واحدًا
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
  }
releases-of-length = { $count ->
    [zero] لا بيان يغطي { $days }
    [one] بيان واحد يغطي { $days }
    [two] بيانان يغطيان { $days }
    [few] { $count } بيانات تغطي { $days }
    [many] { $count } بيانًا يغطي { $days }
   *[other] { $count } بيان يغطي { $days }
  }
releases-cadence = البيانات المحفوظة: { $lengths }
releases-months = أشهر التقويم وبلدانه
releases-calendar-title = الإفصاح في { $country } يومًا بيوم
releases-calendar-reading = العمود يوم تسمّي فيه بيانات محفوظة هنا ضربات قرب ذلك المكان؛ وارتفاعه عددها. كل عمود يفتح أسطره. الصياغة الأخرى للبيان تُعدّ مرة واحدة؛ والضربات التي أضافتها بيانات لاحقة تقف فوقه، في اليوم الذي تخصه.
releases-all-places = كل الأماكن
releases-undivided = { $country }، دون تقسيم
releases-totals = { $count ->
    [zero] لا مجموع
    [one] مجموع واحد
    [two] مجموعان
    [few] { $count } مجاميع
    [many] { $count } مجموعًا
   *[other] { $count } مجموع
  }
releases-day-release = البيان وتاريخ صدوره
releases-day-printed = كما طُبع
releases-day-standing = يُعدّ
releases-day-own = يقول بيان ذلك اليوم: { $strikes }.
releases-day-not-held = بيان ذلك اليوم غير محفوظ هنا.
releases-day-no-number = لا يطبع بيان ذلك اليوم عددًا.
releases-day-late = يضيف بيان صدر في { $day }: { $strikes }.
releases-day-late-undated = يضيف بيان آخر: { $strikes }.
releases-day-rivals = تعطي بيانات أخرى أعدادًا أخرى لليوم نفسه؛ تُعرض ولا تُجمع أبدًا.
releases-spellings = الأشكال المكتوبة في هذه الأشهر: { $names }
releases-standing-own = ضربات اليوم
releases-standing-late = أُضيف لاحقًا
releases-standing-rendition = صياغة أخرى، لا تُعدّ ثانية
releases-standing-rival = بيان آخر لليوم نفسه، لا يُجمع
releases-held = { $count ->
    [zero] { $figure } بيان محفوظ هنا
    [one] { $figure } بيان محفوظ هنا
    [two] { $figure } بيان محفوظ هنا
    [few] { $figure } بيانات محفوظة هنا
    [many] { $figure } بيانًا محفوظًا هنا
   *[other] { $figure } بيان محفوظ هنا
  }
releases-renditions = { $count ->
    [zero] لا صياغة أخرى بينها.
    [one] واحد منها صياغة أخرى لبيان مدرج أيضًا؛ ويُعدّان مرة واحدة.
    [two] اثنان منها صياغتان أخريان لبيانين مدرجين أيضًا؛ ويُعدّ كل بيان مرة واحدة.
    [few] { $count } منها صياغات أخرى لبيانات مدرجة أيضًا؛ ويُعدّ كل بيان مرة واحدة.
    [many] { $count } منها صياغات أخرى لبيانات مدرجة أيضًا؛ ويُعدّ كل بيان مرة واحدة.
   *[other] { $count } منها صياغات أخرى لبيانات مدرجة أيضًا؛ ويُعدّ كل بيان مرة واحدة.
  }
releases-definition = قد تكون الضربة قنبلة واحدة أو عشرات على مجموعة مبانٍ؛ ولا تشمل هذه الأعداد المدفعية المساندة للقوات. ولا تُجمع أبدًا أعداد ذات تعريفات مختلفة.
releases-issued = صدر
releases-covers = يغطي
releases-strikes-of = الضربات، { $country }
releases-engagements = الاشتباكات
releases-places = الأماكن المسمّاة
releases-late = أُضيف لاحقًا
releases-sums = الأجزاء = المجموع
releases-not-dated = يوم الصدور غير معروف
releases-rendition = صياغة أخرى
releases-rendered = بعض النصوص مركّبة من وقائع مُدخلة وليست كلام الناشر؛ وتذكر صفحة البيان ذلك.
releases-search = رقم أو ناشر أو مكان، بأي من الخطين
releases-no-place = لا شيء
releases-of-days = { $count ->
    [zero] دون يوم
    [one] من يوم سابق واحد
    [two] من يومين سابقين
    [few] من { $count } أيام سابقة
    [many] من { $count } يومًا سابقًا
   *[other] من { $count } يوم سابق
  }
releases-late-none = لا شيء
releases-sum-agrees = المجموع صحيح
releases-sum-differs = يختلف
releases-sum-open = لا يمكن فحصه
releases-facet-year = السنة المغطاة
releases-facet-country = البلد
releases-facet-publisher = أصدره أو نقله
releases-facet-late = فيه ضربات من أيام سابقة
releases-facet-differ = فيه مجموع لا يصح
releases-nothing-found = لا بيان يوافق كل هذا.
releases-without = دون «{ $value }»
releases-all = كل البيانات
release-title = البيان { $name }، مقروءًا سطرًا سطرًا
release-opening = { $publisher }؛ صدر { $issued }؛ يغطي { $period }.
release-rendered = مركّب من وقائع مُدخلة: ليس كلام الناشر
release-rendered-words = الأعداد والأيام والأماكن والأهداف هي ما ورد في البيان؛ أما الجمل فركّبها هذا البرنامج. ويقود العنوان أدناه إلى الصفحة التي أُدخلت منها الوقائع. والأسطر التي لم تُدخل غير موجودة.
release-rendition-of = صياغة أخرى للبيان نفسه: { $release }. تُعدّ الصياغتان مرة واحدة.
release-first-wording = الصياغة الأولى
release-conflict = غيّر شخصان حقولًا من هذا البيان في وقت واحد.
release-conflict-see = عرض القيمتين
release-text = النص
release-text-words = عدد المحارف { $count }. الكلمات المظللة قُرئت في سطر؛ والمنقّطة حُفظت ولم تُقرأ. وهي معًا النص كله.
release-no-text = لا نص محفوظ.
release-read = ما قُرئ منه
release-read-words = كل رقم يقود إلى كلماته في الجانب، والعكس.
release-no-lines = لم يُقرأ أي سطر.
release-line = السطر
release-place = المكان
release-day = اليوم
release-strikes = الضربات
release-engagements = الاشتباكات
release-effects = الآثار كما وردت
release-no-effects = لم تُذكر
release-count-not-printed = العدد غير مطبوع
release-both = كل البلدان
release-lead-total = المجموع الافتتاحي
release-country-total = مجموع البلد
release-late-total = ضربات من أيام سابقة
release-printed = طُبع «{ $words }»
release-not-resolved = لم يُحدَّد المكان المقصود
release-no-place = لم يُسمَّ مكان
release-place-withheld = المكان محجوب
release-earlier-day = يوم سابق
release-period-total = مجموع مدة
release-sums = هل يصح المجموع؟
release-sums-none = لا شيء يُجمع.
release-sum-note = ملاحظة محفوظة مع البيان
release-sum-agrees = { $parts } = { $added }؛ والمجموع يقول { $stated }.
release-sum-differs = { $parts } = { $added }؛ والمجموع يقول { $stated }. يختلفان؛ ويبقى كلاهما كما طُبع.
release-sum-missing = الأسطر المحفوظة تعطي { $parts } = { $added }؛ والمجموع يقول { $stated }. قد تنقص أسطر من بيان أُدخل يدويًا، فلا يمكن الفحص.
release-sum-unprinted = { $count ->
    [zero] { $parts }؛ والمجموع يقول { $stated }.
    [one] { $parts }؛ والمجموع يقول { $stated }. جزء واحد بلا عدد، فلا يمكن الفحص.
    [two] { $parts }؛ والمجموع يقول { $stated }. جزآن بلا عدد، فلا يمكن الفحص.
    [few] { $parts }؛ والمجموع يقول { $stated }. { $count } أجزاء بلا عدد، فلا يمكن الفحص.
    [many] { $parts }؛ والمجموع يقول { $stated }. { $count } جزءًا بلا عدد، فلا يمكن الفحص.
   *[other] { $parts }؛ والمجموع يقول { $stated }. { $count } جزء بلا عدد، فلا يمكن الفحص.
  }
release-sum-nothing = المجموع يقول { $stated }؛ ولا جزء محفوظ يمكن جمعه.
release-sum-late-apart = تخص أيامًا سابقة وليست جزءًا من المجاميع الأخرى.
release-renditions = صياغات أخرى لهذا البيان
release-renditions-words = الحدث نفسه بكلمات أخرى. الأعداد جنبًا إلى جنب وتُعدّ مرة واحدة.
release-agreement = التوافق
release-not-in-it = غير وارد فيه
release-same = مطابق
release-differs = يختلف
release-one-only = في جانب واحد فقط
release-added-by = أُضيف لاحقًا إلى أيام هذا البيان
release-added-by-words = ضربات من هذه الأيام تطبعها بيانات لاحقة. ليست جزءًا من مجاميع هذا البيان.
release-added-by-line = { $strikes } قرب { $place } في { $day }، في البيان { $release }
release-adds-to = أيام سابقة يضيف إليها هذا البيان
release-adds-to-words = تبقى كل إضافة في يومها، بجانب ما يقوله بيان ذلك اليوم.
release-adds-to-line = { $strikes } قرب { $place } في { $day }، بجانب البيان { $release }
release-adds-to-none-held = لا بيان محفوظ هنا عن تلك الأيام.
release-about = عن هذا البيان
release-publisher = أصدره أو نقله
release-number = رقم البيان
release-definition = ما تعنيه «الضربة» هنا
release-definition-strike-release = فعل ناري واحد أو أكثر في المكان نفسه تقريبًا لأثر واحد، تراكمي أحيانًا: قنبلة واحدة على مركبة واحدة ضربة واحدة، وعشرات الأسلحة على مجموعة مبانٍ ضربة واحدة. ولا تُعدّ المدفعية في الرد على النيران أو إسناد القوات.
release-definition-strike-summary = مجموع ضربات لبلد ومدة أسبوعين؛ لا يذكر الملخص تعريفًا خاصًا به للضربة الواحدة، ولا يسمّي مكانًا أو يومًا.
release-definition-name-release = بيانات الضربات من 2015 إلى 2018
release-definition-name-summary = ملخصات المدد في 2019
release-definition-apart = لا تُجمع ولا تُطرح أبدًا أعداد ذات تعريفات مختلفة.
release-zone = المنطقة الزمنية لأيامه
release-zone-words = يوم البيان ليس يومًا محليًا؛ والحدود المحفوظة تتسع لكل المناطق.
release-late-days = الأيام السابقة كما طُبعت
release-source = العنوان
release-note = ملاحظتنا
release-proof = أفعال هذا البيان وبرهانها
release-history = التاريخ
release-mark-number = رقم البيان
release-mark-day = يوم
release-mark-country = بلد
release-mark-place = مكان
release-mark-strikes = ضربات
release-mark-engagements = اشتباكات
release-mark-verb = ما جرى
release-mark-count = كم
release-mark-target = الهدف كما ورد
release-mark-force = القوة المسمّاة
release-new-title = ألصق بيانًا وشاهد ما يقوله
release-new-words = بيان ضربات أو تقرير شهري عن الضحايا؛ ويُعرف أيهما من النص. لا يُحفظ شيء قبل أن ترى ما قُرئ وتذكر السبب.
release-new-text = النص
release-new-text-hint = كما نُشر، مع نقاطه. وما لا يُقرأ يُحفظ أيضًا.
release-new-file = أو ملف نصي
release-new-publisher-hint = الجهة صاحبة الكلام، أو الصفحة التي نقلته.
release-new-issued = يوم الصدور
release-new-issued-hint = فقط إن لم يطبعه النص: 2017-08-18. وتُعرف به سنة الأيام التي لا سنة لها.
release-new-period = الأيام المغطاة
release-new-period-hint = فقط إن لم يطبعها النص: 2017-08-17 أو 2019-01-13/2019-01-26.
release-new-zone-hint = لا تذكرها البيانات. و«غير مذكورة» تُبقي الحدود واسعة.
release-new-zone-unknown = غير مذكورة
release-new-definition-auto = كما يوحي النص
release-new-preview = اقرأه
release-new-refused = لا يمكن قراءة الاستمارة كما هي. لم يُحفظ شيء.
release-new-neither = لم يوجد في هذا النص بيان ضربات ولا تقرير شهري.
release-new-neither-words = لم يُقرأ مجموع ولا سطر ولا عدد ولا قرار. تحقق من لصق النص كاملًا مع نقاطه. لم يُحفظ شيء.
release-new-preview-title = ما قُرئ
release-new-is-release = هذا بيان ضربات.
release-new-is-monthly = هذا تقرير شهري عن الضحايا.
release-new-nothing-kept = لم يُحفظ شيء بعد.
release-new-read-as = الملف ليس UTF-8؛ قُرئت بايتاته على أنها { $encoding }.
release-new-same-text = هذا النص نفسه محفوظ من قبل.
release-new-rendition = قد يكون هذا صياغة أخرى لبيان محفوظ.
release-new-same-days = تغطي بيانات محفوظة أخرى الأيام نفسها.
release-new-verdict-same = يقول { $release } الشيء نفسه: { $count ->
    [zero] لا عدد للمقارنة.
    [one] عدد واحد متفق ولا خلاف.
    [two] عددان متفقان ولا خلاف.
    [few] { $count } أعداد متفقة ولا خلاف.
    [many] { $count } عددًا متفقًا ولا خلاف.
   *[other] { $count } عدد متفق ولا خلاف.
  }
release-new-verdict-differences = { $release } هو البيان نفسه مع فروق: { $count ->
    [zero] لا عدد متفق.
    [one] عدد واحد متفق.
    [two] عددان متفقان.
    [few] { $count } أعداد متفقة.
    [many] { $count } عددًا متفقًا.
   *[other] { $count } عدد متفق.
  }
release-new-verdict-adds = يغطي { $release } هذه الأيام؛ { $count ->
    [zero] لا عدد متفق.
    [one] عدد واحد متفق.
    [two] عددان متفقان.
    [few] { $count } أعداد متفقة.
    [many] { $count } عددًا متفقًا.
   *[other] { $count } عدد متفق.
  }
release-new-verdict-different = يقول { $release } شيئًا آخر؛ { $count ->
    [zero] لا عدد متفق.
    [one] عدد واحد متفق.
    [two] عددان متفقان.
    [few] { $count } أعداد متفقة.
    [many] { $count } عددًا متفقًا.
   *[other] { $count } عدد متفق.
  }
release-new-verdict-unknown = لا يذكر { $release } ما يكفي للحكم؛ { $count ->
    [zero] لا عدد متفق.
    [one] عدد واحد متفق.
    [two] عددان متفقان.
    [few] { $count } أعداد متفقة.
    [many] { $count } عددًا متفقًا.
   *[other] { $count } عدد متفق.
  }
release-new-difference = { $of }: المحفوظ { $held }، الجديد { $new }
release-new-relations = ما يضيف إليه، وما يُضاف إليه
release-new-adds = يضيف { $strikes } قرب { $place } إلى { $day } من البيان { $release }
release-new-added-by = يضيف البيان { $release }: { $strikes } قرب { $place } إلى { $day } من هذا البيان
release-new-corrects = يقول إنه يصحّح يومًا من البيان { $release }؛ ويبقى كلاهما
release-new-is-rendition = هل هو صياغة أخرى لبيان محفوظ؟
release-new-is-own = لا، بيان مستقل
release-new-is-wording-of = نعم، صياغة أخرى للبيان { $release }: يُعدّان مرة واحدة
release-new-day-missing = غير مذكور؛ أضفه أدناه إن عرفته
release-new-problems = مواضع الشك
release-new-verbs-left = أفعال بقيت في النص وحده: { $verbs }
release-new-keep = حفظه
release-new-keep-lines = { $count ->
    [zero] حفظ البيان دون أسطر
    [one] حفظ البيان وسطر واحد
    [two] حفظ البيان وسطرين
    [few] حفظ البيان و{ $count } أسطر
    [many] حفظ البيان و{ $count } سطرًا
   *[other] حفظ البيان و{ $count } سطر
  }
release-new-keep-report = حفظ التقرير (الأعداد: { $tallies }، القرارات: { $findings })
release-new-change = تغيير النص أو ما يقال عنه
release-problem-words = الكلمات
release-problems-none = لا موضع شك.
release-problem-other = في النص موضع شك.
monthly-tallies = الأعداد، كل منها حصيلة مستقلة
monthly-tallies-words = لا تُجمع أبدًا أعداد من أنواع أو مدد أو حدود مختلفة.
monthly-what = ما يُعدّ
monthly-figure = العدد
monthly-period = المدة
monthly-findings = القرارات
monthly-outcome = النتيجة
monthly-conceded = قتلى أُقرّ بهم
monthly-no-findings = لم يُقرأ أي قرار
monthly-findings-left = { $count ->
    [zero] لا قرار بلا نتيجة.
    [one] قرار واحد بلا نتيجة يبقى في النص وحده.
    [two] قراران بلا نتيجة يبقيان في النص وحده.
    [few] { $count } قرارات بلا نتيجة تبقى في النص وحده.
    [many] { $count } قرارًا بلا نتيجة يبقى في النص وحده.
   *[other] { $count } قرار بلا نتيجة يبقى في النص وحده.
  }
monthly-checks = هل يصح حساب البلاغات؟
monthly-check-open = المفتوح في النهاية
monthly-check-completed = المكتمل بحسب النتيجة
monthly-check-other = حساب البلاغات
monthly-check-computed = المطبوع { $stated }، والحساب يعطي { $computed }.
monthly-check-incomplete = المطبوع { $stated }؛ وجزء غير مطبوع، فلا يمكن الفحص.
error-text-already-held = هذا النص نفسه محفوظ من قبل باسم { $name }. لم يُحفظ شيء.
error-window-too-wide = في هذه الأشهر أكثر من { $max } سطر. اختر أشهرًا أقل.
