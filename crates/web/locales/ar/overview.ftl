# النظرة العامة والحصائل ودليل الدرجات.
gap-headline = تقرّ جهة { $who } بمقتل { $official } من المدنيين. أما { $recorder }، التي توثّق الحرب نفسها، فتقول { $documented }.
gap-headline-none = لم يذكر طرفان هنا بعدُ أرقامًا يمكن وضع أحدها إلى جانب الآخر.
gap-lede = قد يكون أحد الرقمين حدًّا أدنى والآخر حدًّا أعلى: يوضعان جنبًا إلى جنب ولا يُطرح أحدهما من الآخر.
gap-lede-none = حين تُحفظ هنا حصائل من النوع والمنطقة والمدة نفسها، توضع في هذه الصفحة جنبًا إلى جنب.
gap-as-of = ما أُقرّ به حتى { $official }؛ وما وُثّق حتى { $documented }.
gap-acknowledged = ما أُقرّ به
gap-documented = ما وُثّق
gap-chart-title = الفجوة، وما كُشف عنه وهي تتسع
gap-chart-reading = القتلى من المدنيين تراكميًّا، بحسب تاريخ ذكر كل رقم. تبقى القيمة حتى يغيّرها قائلها، ولا يُرسم شيء بين قولين لم يقله أحد.
gap-chart-unit = قتلى
gap-dark = إجماليات البلد وحدها
gap-dark-without = لا مكان ولا يوم
gap-lane = ما تذكره البيانات المحفوظة هنا
gap-lane-named = المكان واليوم
gap-lane-totals = إجماليات البلد وحدها
gap-lane-none = لا بيان محفوظًا هنا
gap-all-tallies = { $count ->
    [zero] لا حصيلة للقتلى المدنيين
    [one] الحصيلة الوحيدة للقتلى المدنيين
    [two] حصيلتا القتلى المدنيين
    [few] كل حصائل القتلى المدنيين وعددها { $count }، لكل منطقة ومدة
    [many] كل حصائل القتلى المدنيين وعددها { $count }، لكل منطقة ومدة
   *[other] كل حصائل القتلى المدنيين وعددها { $count }، لكل منطقة ومدة
}
gap-projects = المشاريع
gap-projects-words = لا تُجمع أرقام مشروعين معًا أبدًا.
selection-title = { $count ->
    [zero] في هذا السجل: لا حوادث
    [one] في هذا السجل: حادثة واحدة، وهي مختارة
    [two] في هذا السجل: حادثتان مختارتان
    [few] في هذا السجل: { $count } حوادث مختارة
    [many] في هذا السجل: { $count } حادثة مختارة
   *[other] في هذا السجل: { $count } حادثة مختارة
}
selection-words = هذه هي الحوادث التي أدخلها أحد هنا، لا كل ما وقع. ومجاميعها قائمة بذاتها: لا توضع إلى جانب إجمالي رسمي. والحصيلة غير المعروفة لا تضيف شيئًا، وتُعدّ على حدة.
selection-own = ما قُيّم في هذا السجل
selection-adopted = ما قيّمه آخرون ونُقل كما قدّروه
selection-headline = المعقول والمؤكد معًا
selection-by-grade = بحسب الدرجة
selection-by-campaign = بحسب الحملة
selection-not-graded = بلا درجة
selection-incidents = الحوادث
selection-killed = القتلى من المدنيين، من أدنى رواية إلى أعلاها
selection-unknown = الحصيلة غير معروفة كلها أو بعضها
stories-title = عشرة مداخل
stories-words = كل مدخل يُفتح حتى القيود التي يقوم عليها.
stories-opens = يفتح:
tallies-title = الحصائل
tallies-lede = ما قاله أيّ أحد بالأرقام، كما قاله. ولا تُجمع حصائل يختلف ما تعدّه أو منطقتها أو مدتها أو حدّها، ولا يُطرح بعضها من بعض.
tallies-kinds = أنواع الحصائل
tallies-caption = أحدث قول أولًا
tallies-who = القائل
tallies-as-of = حتى تاريخ
tallies-figure = الرقم
tallies-what = ما يُعدّ
tallies-where = أين، وأفعال من
tallies-period = المدة المعدودة
tallies-official = رسمي
tallies-documented = موثّق
codebook-title = دليل الدرجات
codebook-lede = معنى كل درجة. الدليل المعمول به: { $name }.
codebook-near = الفعل القريب هو ما وقع خلال { $days ->
    [zero] اليوم نفسه
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
} وعلى بعد { $kilometres } كم، أو في المكان المسمّى نفسه.
codebook-unknown = غير المعروف ليس صفرًا. تقول الدرجة إن ضررًا وقع ومن يُنسب إليه، ولا تحسم عدد الضحايا.
codebook-vocabularies = كلمات ثابتة المعنى
