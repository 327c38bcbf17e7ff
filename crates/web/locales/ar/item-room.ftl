# مواد الإثبات في الصفحات، وغرفة الاستماع، وساعة التسجيل.
nav-items = مواد الإثبات
advice-not-made = المادة نفسها محفوظة كما وردت، ويمكن تنزيلها من صفحتها.
items-title = مواد الإثبات
items-lede = كل ملف أُدخل، مثبَّتًا ببصمته ولا يتغير أبدًا، والأحدث أولًا.
items-total = { $number ->
    [zero] لا مواد
    [one] مادة واحدة
    [two] مادتان
    [few] { $count } مواد
    [many] { $count } مادة
   *[other] { $count } مادة
  }
items-none = لم يُدخل شيء بعد
items-none-words = تظهر التسجيلات والصور والوثائق هنا بعد إدخالها، كل منها تحت بصمة بايتاته.
items-nothing-found = لا مادة من هذا النوع أو فيها هذه الكلمات.
items-all = كل المواد
items-words = كلمات في اسمها أو الملاحظة عليها
items-any-kind = أي نوع
items-filter = تصفية
items-day = ليلة أو يوم (UTC)
items-day-show = اعرضه على محور واحد
items-its-day = إلى جانب ضربات ذلك اليوم وحوادثه
items-of-source = من { $source } فقط
items-column-item = المادة
items-column-length = مدتها
item-graphic = مواد قاسية
item-graphic-words = قد تُظهر جرحى أو قتلى أو تُسمِع أصواتهم. لا يُجلب شيء قبل أن تطلبه، ويبدأ الصوت مكتومًا.
item-graphic-open = افتحها
item-made-not-known = لا يُعرف متى سُجِّلت
item-clock-moved = حُرِّكت الساعة { $seconds } ثانية
item-came = ما هي وكيف وردت
item-stated = ما يذكره الملف عن نفسه
item-stated-words = ادعاءات الملف، وإلى جانبها ما فيها من شك. قد تكون ساعة الجهاز وموضعه خاطئين، ويستطيع أي شخص كتابتهما؛ ولا شيء من ذلك دليل بذاته.
item-states-nothing = لا يذكر الملف شيئًا مما قُرئ.
item-notes = ما دُوِّن فيها
item-rests = ما يستند إليها
item-rests-nothing = لا شيء يستند إليها بعد.
item-about = عن المادة
item-custody = الحيازة
item-history = من كانت في يده ومتى
item-record = كل حقول السجل
item-download = تنزيل الملف
item-not-shown = لا يعرض المتصفح ملفات من هذا النوع هنا؛ ويمكن تنزيل الأصل.
item-picture = صورة: { $item }
item-picture-words = نسخة للنظر صنعتها عملية معزولة من البكسلات وحدها؛ ولم يُمسّ الأصل.
item-picture-why = النسخة، أو سبب غيابها
item-machine = كتبته آلة
room-refused = لم يُحفظ شيء بعد:
error-item-no-decoder = شُغِّل هذا البرنامج بلا العملية التي تقرأ الملفات، فلا تُصنع منها صورة ولا رسم للصوت.
error-item-no-waveform = لا يُرسم الصوت إلا لتسجيلات wav.
error-machine-words-unchecked = كتبت آلة هذا الكلام. استمع واكتبه كما سمعته قبل أن يستند إليه شيء.
error-note-too-long = الكلام أطول مما تسعه ملاحظة واحدة.
error-place-not-understood = اكتب الموضع بالدقائق والثواني، مثل 1:24 أو 1:02:03.
error-language-not-understood = اكتب اللغة برمزها، مثل ar أو en أو ckb.
error-incident-code-not-known = لا تحمل هذا الرمزَ حادثة واحدة بعينها.
doubt-exif-damaged = جزء EXIF فيه تالف؛ وقد ذُكر ما أمكنت قراءته.
doubt-time-without-offset = ذُكر وقت بلا فرقه عن UTC.
doubt-time-may-be-local = تقول الصيغة إنه UTC، لكن كثيرًا ما تكتب الكاميرات الوقت المحلي هناك.
doubt-clock-not-set = ذُكر وقت ساعة لم تُضبط قط.
doubt-place-without-hemisphere = ذُكر مكان بلا شمال أو جنوب، أو بلا شرق أو غرب.
doubt-place-at-zero = ذُكر المكان 0، 0، وهو في العادة مستقبِل لم يحدد موضعه.
doubt-truncated = ينتهي الملف قبل أوانه.
doubt-duration-from-header = مدته هي ما تقوله الترويسة؛ وتعذّر عدّ الصوت نفسه.
doubt-pages-counted = عُدّت الصفحات بعلامات في الملف لا بقراءته.
doubt-pages-unknown = تعذّر عدّ صفحاته.
doubt-too-many-parts = فيه من الأجزاء أو الأوقات أو المسارات أكثر مما يُحفظ.
doubt-part-damaged = جزء منه تالف.
doubt-archive-too-large = تزعم محتويات الأرشيف أكثر مما يُسمح بإدخاله.
listen-title = استماع: { $item }
listen-open-room = افتح غرفة الاستماع
listen-sound = الصوت
listen-words = الكلام
listen-words-hint = بترتيب سماعه، والترجمة إلى جانبه. يجري الزمن هنا من اليسار إلى اليمين دائمًا، كما في أي مشغّل.
listen-none = لم يُدوَّن فيه شيء بعد.
listen-no-place = بلا موضع
listen-no-translation = لم يُترجم
listen-no-wave = لا يُرسم الصوت.
listen-no-sound = ليس هنا صوت يشغّله المتصفح.
listen-length-not-known = المدة غير معروفة
listen-wave-words = { $count ->
    [zero] رسم صوت مدته { $duration }. أعلى صوت عند { $loudest }. لم يُعلَّم أي مقطع.
    [one] رسم صوت مدته { $duration }. أعلى صوت عند { $loudest }. عُلِّم مقطع واحد.
    [two] رسم صوت مدته { $duration }. أعلى صوت عند { $loudest }. عُلِّم مقطعان.
    [few] رسم صوت مدته { $duration }. أعلى صوت عند { $loudest }. عُلِّمت { $count } مقاطع.
    [many] رسم صوت مدته { $duration }. أعلى صوت عند { $loudest }. عُلِّم { $count } مقطعًا.
   *[other] رسم صوت مدته { $duration }. أعلى صوت عند { $loudest }. عُلِّم { $count } مقطع.
  }
listen-loudest = أعلى صوت عند { $place } (مقيس)
listen-machine = كتبته آلة ({ $tool })، ولم يتحقق منه أحد
listen-record = السجل
listen-open = افتح
listen-assert = اجعله إفادة
listen-write-as-heard = استمع واكتبه كما سُمع
listen-asserted = صار المقطع إفادة. وهي تستند إلى هذا التسجيل ببصمته.
listen-keys-off = يمكن العمل في هذه الغرفة بالمفاتيح.
keys-play = تشغيل أو إيقاف
keys-seconds = خمس ثوانٍ إلى الوراء أو الأمام
keys-start = يبدأ المقطع هنا
keys-end = ينتهي المقطع هنا
keys-loop = تكرار المقطع
keys-speed = أبطأ أو أسرع
keys-next-passage = المقطع التالي
keys-previous-passage = المقطع السابق
keys-note = كتابة ملاحظة
keys-assert = جعل المقطع المختار إفادة
note-head = علِّم مقطعًا
note-start = يبدأ عند
note-end = ينتهي عند
note-place-hint = دقائق وثوانٍ، مثل 1:24. اتركه فارغًا للتسجيل كله.
note-words = الكلام كما سُمع، أو ما يُسمع
note-language = لغة الكلام
note-language-hint = رمز مثل ar أو en أو ckb
note-speaker-hint = الأفراد بتسمية فقط، مثل «المتحدث 1»
note-save = احفظ الملاحظة
note-reason = سُمع في التسجيل
note-reason-seen = شوهد في الصورة
note-reason-heard = استُمع إلى ما كتبته آلة وكُتب كما سُمع
assert-title = اجعل مقطعًا إفادة
assert-lede = ستستند إلى هذا المقطع من هذا التسجيل. يُؤخذ المتحدث من الملاحظة، ويُنشأ التقرير مع أول إفادة.
assert-incident = الحادثة
assert-incident-hint = رمزها، مثل CS1912
assert-claim-hint = ما قيل، بكلماته أو بكلماتك
assert-reason = قيل في التسجيل
assert-save = أنشئ الإفادة
clock-title = اضبط ساعته
clock-needs-made = لا شيء يقول متى سُجِّل، فلا ساعة تُضبط. اذكر الوقت أولًا في صفحة السجل.
clock-event-head = من حدث يُسمع فيه
clock-no-events = لا تُعرف ضربة أو حادثة في ذلك اليوم.
clock-event = الحدث
clock-event-hint = ضربات اليوم نفسه وحوادثه
clock-heard = يُسمع عند
clock-reckon = احسب الفرق
clock-set-head = ما يُضاف إلى ساعته
clock-reckoned = بحسب الحدث يُضاف إلى ساعته { $seconds } ثانية. لم يُحفظ شيء بعد.
clock-reckoned-between = لا يُعرف الحدث أو التسجيل إلا ضمن مدة: بين { $least } و{ $most } ثانية. اختر واحدًا وقل السبب؛ ولا يُختار الوسط عنك.
clock-offset-hint = ثوانٍ، مثل +45 أو −3600
clock-reason-event = ضُبطت على «{ $event }» ويُسمع عند { $place }
clock-reason = ضبط ساعة التسجيل
clock-save = احفظه
night-title = { $day } على محور واحد
night-lede = مواد وضربات وحوادث ربما كانت في هذا اليوم بتوقيت UTC، بحسب أول ما يمكن أن تبدأ. وتجاورها لا يعني أنها أمر واحد.
night-before = اليوم السابق
night-after = اليوم التالي
night-cut = هناك أكثر مما هو مسرود هنا.
night-none = لا يُعرف شيء عن هذا اليوم
night-none-words = تظهر المادة هنا بعد أن يُعرف متى سُجِّلت.
night-table = يوم واحد: مواد وضربات وحوادث
night-when = ربما كان (UTC)
night-to = إلى
night-what = ما هو
night-offset = ما أُضيف إلى ساعته (ثوانٍ)
night-no-offset = لا شيء
night-open = غير معروف
look-title = نظر: { $item }
look-open-room = افتح غرفة الصور
look-no-picture = ليست هنا صورة يمكن عرضها.
look-larger = أكبر
look-smaller = أصغر
look-turn = أدِر
look-largest = أكبر نسخة
look-beside = إلى جانب صورة أخرى (معرّفها)
look-compare = قارن
look-parts = ما عُلِّم فيها
look-mark = علِّم جزءًا
look-mark-words = بأجزاء المئة من العرض والارتفاع، من الزاوية العليا اليسرى للصورة. ومع البرامج النصية يمكنك رسمه على الصورة.
look-part = عرضه { $width }% وارتفاعه { $height }%، على { $left }% من اليسار و{ $top }% من الأعلى:
look-left = من اليسار (%)
look-top = من الأعلى (%)
look-width = العرض (%)
look-height = الارتفاع (%)
look-words = ما يُرى هناك
redact-head = اصنع نسخة محجوبة الأجزاء
redact-words = تُصنع مادة جديدة وتُسمّى نسخة محجوبة من هذه، مع ذكر ما حُجب. يبقى الأصل كما هو، وتبدأ النسخة مغلقة بقدر الأصل.
redact-regions = أجزاء تُطمس
redact-regions-hint = جزء في كل سطر: اليسار ثم الأعلى ثم العرض ثم الارتفاع بأجزاء المئة، مثل 12.5 20 30 10
redact-ranges = أجزاء تُكتم
redact-ranges-hint = جزء في كل سطر، مثل 2:48-3:02
redact-take = أضف الجزء المعلَّم أعلاه
redact-make = اصنع النسخة
redact-reason = حُجب لحماية شخص
redact-copy = { $item } (محجوبة الأجزاء)
error-parts-not-understood = أحد السطور ليس جزءًا من هذا الملف.
error-picture-size-not-known = لا يُعرف قياس الصورة، فلا يمكن تحديد جزء منها.
error-share-not-understood = اكتب رقمًا من 0 إلى 100، مثل 12.5.
item-alike = صور تشبه هذه
item-alike-words = تقترحها الآلة لأن بصماتها تختلف في { $bits } بت من 64 على الأكثر. انظر إلى الصورتين: فالشبه ليس دليلًا، ولا يُدمج شيء بسببه.
item-alike-bits = { $bits ->
    [0] البصمة نفسها
    [one] يختلف بت واحد من 64
    [two] يختلف بتّان من 64
    [few] تختلف { $bits } بتات من 64
   *[other] يختلف { $bits } بت من 64
}
item-alike-more = ثمة أكثر مما اقتُرح هنا.
credentials-title = بيانات اعتماد المحتوى (C2PA)
credentials-valid = بيانات الاعتماد صحيحة: الملف كما كان حين وُقِّع. أما صدق ما يُظهره فلا تقوله.
credentials-broken = بيانات الاعتماد غير صحيحة: غُيِّر الملف بعد توقيعه، أو وُقِّع توقيعًا خاطئًا. ولا تقول من فعل ذلك ولا لماذا.
credentials-none = لم يجد البرنامج المسؤول بيانات اعتماد. وليس هذا مأخذًا: فأغلب الملفات بلا بيانات اعتماد.
credentials-unknown = لم يُجب البرنامج المسؤول جوابًا يُعتدّ به، فلا يُعرف شيء عن بيانات الاعتماد.
credentials-not-asked = يحمل الملف بيانات اعتماد، ولم يُسأل أحد عن صحتها: فلا برنامج لذلك مذكور في الإعدادات.
error-address-not-understood = ليس هذا عنوانًا على الشبكة.
error-command-failed = انتهى البرنامج بخطأ؛ ولم يُحفظ شيء مما قاله.
error-command-timed-out = استغرق البرنامج وقتًا أطول مما يُسمح به فأُنهي.
error-command-answer-too-large = قال البرنامج أكثر مما يُؤخذ عنه.
error-command-not-confined = لا يستطيع النظام عزل البرنامج، فلم يُشغَّل.
error-command-out-of-contract = لا يلتزم ما قاله البرنامج بالاتفاق؛ ولم يُحفظ منه شيء.
