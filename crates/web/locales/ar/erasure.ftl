erased-by = محاه الفعل
error-erased = ما كان هنا مُحي بحكم القانون.
advice-erased = أُتلفت قيمه بقرار شخصين. ويبقى في السجل الفعل الذي ينص على ذلك.
history-erased = { $kind }: مُحي
erasure-head = المحو
erasure-ask = اطلب المحو
erasure-ask-words = يجب أن يوافق أمين آخر. ما يُمحى يُتلف في كل موضع من هذا السجل ولا سبيل إلى استعادته؛ ولا يبقى في سجل الأفعال إلا أنه كان موجودًا.
erasure-what = ما يُراد محوه
erasure-choose = اختر
erasure-whole = السجل كله
erasure-whole-item = المادة كلها ببياناتها وكل ما صُنع منها
erasure-ground = الأساس القانوني
erasure-words = الأساس بالكلمات
erasure-words-hint = كالرسالة وتاريخها. يبقى هذا محفوظًا: فلا تكرر فيه ما يُراد محوه.
erasure-would-go = { $count ->
    [zero] لن يفقد أي سجل شيئًا.
    [one] سيفقد سجل واحد ما يلي:
    [two] سيفقد سجلان ما يلي:
    [few] ستفقد { $count } سجلات ما يلي:
    [many] سيفقد { $count } سجلًا ما يلي:
   *[other] سيفقد { $count } سجل ما يلي:
 }
erasure-all-of-it = كله
erasure-reasons = { $count ->
    [zero] لا أسباب
    [one] سبب فعل واحد يكرره
    [two] سببا فعلين يكررانه
    [few] أسباب { $count } أفعال تكرره
    [many] أسباب { $count } فعلًا تكرره
   *[other] أسباب { $count } فعل تكرره
 }
erasure-for-good = من يوافق يتلف هذا إلى الأبد.
erasures-title = عمليات المحو
erasures-lede = ما قرر شخصان محوه، وعلى أي أساس، وأي نسخ لا تزال في مكان آخر.
erasures-none = لم يُمحَ شيء
erasures-none-words = يطلب أمين المحو في صفحة السجل، ويوافق عليه أمين آخر.
erasures-earlier = عمليات محو أقدم
erasure-title = تقرير محو
erasure-agreed = تمت الموافقة
erasure-agreed-by = وافق عليه
erasure-act = الفعل
erasure-standing = الحالة
erasure-done = أُتلف هنا
erasure-going-on = لم يكتمل بعد: يُتلف الباقي عند التشغيل التالي
erasure-hindered = تعذّر: يُعاد عند التشغيل التالي
erasure-destroyed = ما أُتلف
erasure-reached = السجلات التي شملها
erasure-records = السجلات
erasure-values = القيم في الأفعال، مع أملاحها
erasure-items = المواد ومفاتيحها
erasure-files = ملفات الخزنة ونسختها الثانية
erasure-uploads = عمليات رفع غير مكتملة للملف نفسه
erasure-searches = عمليات بحث محفوظة كررته
erasure-database = ملفات قاعدة البيانات
erasure-keyring = ملفات حلقة المفاتيح
erasure-anew = كُتبت من جديد بلا ما حُذف
erasure-zeroed = أكبر من أن تُكتب من جديد؛ وطُمس ما حُذف في موضعه
erasure-left = لم تُكتب كلها من جديد لأن أحدًا كان يقرأ؛ وتطمس قاعدة البيانات الباقي مع الوقت
erasure-shared = تبقى البيانات: فسجل آخر يحوي الملف نفسه. ولم يُتلف مفتاحها.
erasure-log-stays = يبقى سجل الأفعال وكل إثبات سُلّم صحيحًا. يبيّن أن شيئًا بهذا الاسم ذُكر، ومتى ومن ذكره، ولا يقدر أحد بعد الآن أن يبيّن ما جاء فيه.
erasure-copies = نسخ خارج هذا السجل
erasure-backups = قد تحويه نسخ احتياطية سابقة حتى
erasure-backups-words = لا تُحفظ نسخة احتياطية من القيم أو الأسرار أكثر من 30 يومًا. ومن يستعيد نسخة قبل ذلك عليه أن ينفّذ فيها هذا المحو: انظر sijil erasures.
erasure-second-away = لم يمكن الوصول إلى النسخة الثانية من الخزنة. ما فيها فقد مفتاحه ولا يمكن قراءته؛ أتلف ملفاته حين تعود.
erasure-given = ما سُلّم لآخرين من قبل
erasure-given-none = لم يُدوَّن أن شيئًا سُلّم.
erasure-given-words = لا يقدر على إتلاف النسخة إلا من تسلّمها. أبلغه.
erasure-given-at = متى
erasure-given-what = ماذا
erasure-given-to = لمن، كما قيل حينها
erasure-given-by = سلّمه
erasure-export = تصدير سجلات من هذا النوع
error-erasure-field-needed = لا يستغني سجل من هذا النوع عن هذا. امحُ كلماته أو السجل كله.
error-erasure-held = طلب قانوني يحجز هذا: لا يُمحى منه شيء حتى ينتهي الحجز.
error-erasure-kind-stays = لا يُمحى شيء من سجل من هذا النوع، أو لا يُمحى كله: اختر حقلًا.
error-erasure-nothing-there = لم يحوِ هذا الحقل شيئًا قط، أو مُحي من قبل.
error-erasure-reach-changed = تغيّر ما سيُمحى منذ طُلب. ارفضه واطلب أن يُعاد الطلب.
error-erasure-repeats-value = كلماتك تكرر ما يُراد محوه، وهي ستبقى. قل ذلك من دونه.
error-erasure-rests-on = يستند شيء آخر إلى هذا السجل. امحُ حقوله بدلًا منه، أو امحُ أولًا ما يستند إليه.
error-erasure-too-wide = سيشمل هذا أكثر من { $max } سجل. اطلب أجزاءً منه.
label-erased = ما مُحي
