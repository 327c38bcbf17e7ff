# النظرة العامة والحصائل ودليل الترميز.
gap-title = الفجوة
gap-data = CSV، { $kind }
gap-projects = المشاريع
gap-projects-words = لا تُعدّ أرقام مشروعين معًا أبدًا.
gap-project = المشروع
gap-project-choose = اعرضه
gap-none = لا رقمين قابلين للمقارنة محفوظان هنا.
gap-none-words = تُعرض الفجوة حيث ذكرت جهة رسمية وجهة توثيق، كلٌّ على حدة، حصيلة للمدنيين القتلى في المنطقة نفسها وعن الطرف نفسه ومنذ البداية نفسها.
gap-since = منذ { $date }
gap-headline = الإقرار الرسمي ({ $official }): مقتل { $killed } من المدنيين. وفي توثيق { $recorder } للحرب نفسها: { $documented }.
gap-headline-could = الإقرار الرسمي ({ $official }): مقتل { $killed } من المدنيين. وفي توثيق { $recorder } للحرب نفسها قد يكون العدد { $documented }.
gap-as-of = { $who }، حتى { $date }
gap-unlike = يقوم الرقمان على منهجين مختلفين: يوضعان جنبًا إلى جنب ولا يُطرح أحدهما من الآخر.
gap-unlike-maximum = الرقم الأول حد أدنى والثاني حد أعلى: يوضعان جنبًا إلى جنب ولا يُطرح أحدهما من الآخر.
gap-range = آخر نطاق موثَّق معلوم الطرفين هو { $figure } ({ $who }، حتى { $date }).
gap-range-official = وكان الرقم الرسمي حينها { $figure } ({ $who }، حتى { $date }).
gap-import = استيراد جدول
gap-empty = لا شيء محفوظ هنا بعد
gap-empty-words = تأتي الحصائل الرسمية والموثَّقة والحوادث من جداول مستوردة وتقارير شهرية وبيانات.
gap-chart = الفجوة، وما كان يُعلَن وهي تتسع
gap-chart-plain = الأرقام القابلة للمقارنة عبر الزمن
gap-chart-reading = أرقام تراكمية بحسب التاريخ الذي يعود إليه كل رقم. تُرحَّل القيمة حتى يغيّرها قائلها، ولا يُرسم شيء بين قولين لم يقله أحد.
gap-aside = { $count ->
    [zero] لا أقوال أخرى قابلة للمقارنة.
    [one] قول آخر قابل للمقارنة يرد في القائمة وحدها: يكرر رقم اليوم نفسه، أو يعطي رقمًا ثانيًا بمعيار آخر.
    [two] قولان آخران قابلان للمقارنة يردان في القائمة وحدها: يكرران رقم اليوم نفسه، أو يعطيان رقمًا ثانيًا بمعيار آخر.
    [few] { $count } أقوال أخرى قابلة للمقارنة ترد في القائمة وحدها: تكرر رقم اليوم نفسه، أو تعطي رقمًا ثانيًا بمعيار آخر.
    [many] { $count } قولًا آخر قابلًا للمقارنة ترد في القائمة وحدها: تكرر رقم اليوم نفسه، أو تعطي رقمًا ثانيًا بمعيار آخر.
   *[other] { $count } قول آخر قابل للمقارنة ترد في القائمة وحدها: تكرر رقم اليوم نفسه، أو تعطي رقمًا ثانيًا بمعيار آخر.
  }
lane-title = أكثر البيانات تفصيلًا، شهرًا بشهر
lane-given = ما أُعطي
lane-full = يوميًا، كل مكان
lane-high = مرتين أسبوعيًا، اليوم والمكان
lane-middle = أسبوعيًا، اليوم والمكان
lane-low = مجاميع للبلد
lane-void = لا شيء محفوظ هنا
lane-stops-first = منذ هذا اليوم
lane-stops-second = مجاميع للبلد فقط
gap-tallies = الحصائل كما ذكرتها جهاتها
gap-tallies-words = لا تُقارن أرقام تختلف في النوع أو المنطقة أو المدة أو الطرف أو الحد. ولا يُجمع رقم إلى آخر ولا يُطرح منه.
gap-once = الرقم الذي تذكره جهة مرتين لتاريخ واحد يرد هنا مرة؛ وفي قائمة كل الحصائل كل قول على حدة.
gap-shown = أي الحصائل
gap-shown-campaign = المدنيون القتلى، الحملة كلها
gap-official = رسمية
gap-documented = موثَّقة
gap-none-held = لا شيء محفوظ هنا
gap-all-tallies = { $count ->
    [zero] لا حصائل
    [one] الحصيلة الوحيدة من أي نوع
    [two] الحصيلتان من كل نوع
    [few] كل الحصائل من كل نوع وعددها { $count }
    [many] كل الحصائل من كل نوع وعددها { $count }
   *[other] كل الحصائل من كل نوع وعددها { $count }
  }
tally-as-of = حتى تاريخ
tally-who = القائل
tally-figure = الرقم
tally-what = المعدود
tally-area = المنطقة
tally-period = المدة
tally-actor = أفعال من
selection-title = في هذا السجل: { $incidents }، وهي مختارة
selection-not = لا توضع بجانب حصيلة رسمية.
selection-words = هذه هي الحوادث التي يحفظها هذا السجل، وهي مختارة وغير كاملة. تقول مجاميعها ما هو هنا ولا شيء عن الحملة كلها. والرقم غير المعروف لا يضيف شيئًا ويُعدّ على حدة.
selection-grade = بحسب الدرجة: القتلى المدنيون
selection-campaign = بحسب الحملة: القتلى المدنيون
selection-and = {" + "}
selection-incidents = الحوادث
selection-both = الطرفان معروفان
selection-lower = حد أدنى فقط
selection-upper = حد أعلى فقط
selection-unknown = غير معروف
selection-none = لا شيء
selection-in = { $count ->
    [zero] { $figure }
    [one] { $figure } في حادثة واحدة
    [two] { $figure } في حادثتين
    [few] { $figure } في { $count } حوادث
    [many] { $figure } في { $count } حادثة
   *[other] { $figure } في { $count } حادثة
  }
selection-unassessed = دون أي تقييم: { $count }
selection-codebook = معنى كل درجة
stories-title = مداخل إلى السجل
stories-words = يفتح كل منها السجلات التي يستند إليها. والجمل من هذا السجل.
stories-cites = يستند إلى
tallies-title = الحصائل
tallies-left = { $count ->
    [0] لا حصائل.
    [zero] لا حصائل.
    [one] حصيلة واحدة.
    [two] حصيلتان.
    [few] { $count } حصائل.
    [many] { $count } حصيلة.
   *[other] { $count } حصيلة.
  }
tallies-words = كلٌّ كما ذكرتها جهتها، ولا تُجمع حصيلة إلى أخرى.
tallies-no-chart = لا رسم: لم تذكر جهة رسمية وجهة توثيق حصائل قابلة للمقارنة من هذا النوع.
tallies-official = رسمية
tallies-other = كل من سواها
tallies-side = الجانب
tallies-kind = المعدود
tallies-body = القائل
tallies-none = لا حصائل بعد
tallies-none-words = تأتي الحصائل من التقارير الشهرية والجداول المستوردة.
tallies-all = كل الحصائل
tallies-nothing-found = لا حصيلة توافق كل هذا.
ledger-title = دفتر البلاغات الرسمي، مدقَّقًا
ledger-words = بلاغات الضرر بالمدنيين: المرحَّل + الجديد − المكتمل ينبغي أن يساوي ما بقي مفتوحًا، وما يتركه شهر مفتوحًا ينبغي أن يرحّله التالي. يُعرض الخلل ولا يُصلَح.
ledger-month = الشهر المشمول
ledger-carried = مرحَّلة
ledger-received = جديدة
ledger-reopened = أُعيد فتحها
ledger-completed = مكتملة
ledger-left = بقيت مفتوحة
ledger-check = التدقيق
ledger-killed = القتلى المدنيون حتى حينه
ledger-open = لا يمكن التدقيق
ledger-holds = مطابق
ledger-holds-reopened = مطابق مع ما أُعيد فتحه
ledger-breaks = { $carried } + { $received } − { $completed } = { $sum }؛ والمذكور { $left }، بفارق { $difference }
ledger-carry = ترك الشهر السابق { $left } مفتوحة ورُحّلت { $carried }، بفارق { $difference }
codebook-title = دليل الترميز
codebook-version = الإصدار { $version }
codebook-grades = الدرجات
codebook-grades-words = تقول الدرجة مدى توثيق الحدث ومن المسؤول عنه. وتوضع بجانب القرار الرسمي، لا فوقه ولا تحته.
codebook-sources = معرَّفة في هذه النصوص، والمعايير أعلاه بألفاظنا:
codebook-near = { $days ->
    [zero] النشاط القريب: في اليوم نفسه وضمن { $metres } متر، أو في المكان المسمّى نفسه.
    [one] النشاط القريب: ضمن يوم واحد و{ $metres } متر، أو في المكان المسمّى نفسه.
    [two] النشاط القريب: ضمن يومين و{ $metres } متر، أو في المكان المسمّى نفسه.
    [few] النشاط القريب: ضمن { $days } أيام و{ $metres } متر، أو في المكان المسمّى نفسه.
    [many] النشاط القريب: ضمن { $days } يومًا و{ $metres } متر، أو في المكان المسمّى نفسه.
   *[other] النشاط القريب: ضمن { $days } يوم و{ $metres } متر، أو في المكان المسمّى نفسه.
  }
codebook-conceded-yes = العدد الذي يقرّ به طرف محارب يرفع الحد الأدنى للنطاق.
codebook-conceded-no = العدد الذي يقرّ به طرف محارب لا يرفع الحد الأدنى للنطاق.
codebook-grade = الدرجة
codebook-counted = في نطاق العنوان
codebook-counted-yes = تُجمع
codebook-counted-no = تُعرض على حدة ولا تُجمع
codebook-vocabularies = قوائم المصطلحات
codebook-vocabularies-words = قوائم الكلمات المغلقة التي تستخدمها السجلات، مع النص الذي يرد في التصدير.
codebook-slug = في السجلات
codebook-terms = { $count ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
  }
