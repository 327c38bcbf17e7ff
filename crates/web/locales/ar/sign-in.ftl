# الدخول والخروج.
sign-in = الدخول
sign-out = الخروج
sign-in-login = اسم الدخول
sign-in-password = كلمة السر
sign-in-next = التالي
sign-in-invited = لديّ دعوة
sign-in-lost = إن فقدت كلمة السر أو تطبيق المصادقة أو رموز الاسترداد فاطلب دعوة جديدة من أحد مديري السجل.
sign-in-code = الرمز
sign-in-code-hint = الأرقام الستة التي يعرضها تطبيق المصادقة الآن، أو أحد رموز الاسترداد. كل رمز يُقبل مرة واحدة.
sign-in-code-title = أدخل الرمز
sign-in-again = ابدأ من جديد
sign-in-refused-advice = لم يتغيّر شيء.
invitation-title = قبول دعوة
invitation-code = الدعوة
invitation-code-hint = الحروف والأرقام التي أعطاك إياها أحد المديرين. لا فرق بين الحروف الكبيرة والصغيرة، ولا أثر للمسافات والشرطات.
invitation-for = إلى { $name }. اسم دخولك { $login }.
invitation-password = اختر كلمة سر
invitation-password-hint = من 12 إلى 128 محرفًا. أربع كلمات أو خمس لا صلة بينها سهلة الحفظ صعبة التخمين.
invitation-again = كلمة السر نفسها مرة أخرى
invitation-app-title = أضف «سجل» إلى تطبيق المصادقة
invitation-app = أدخل هذا السر في تطبيق مصادقة على هاتفك، مثل Aegis أو FreeOTP. لن يُعرض مرة أخرى.
invitation-app-link = افتحه في تطبيق مصادقة على هذا الجهاز
invitation-app-terms = رموز زمنية من ستة أرقام كل 30 ثانية، SHA-1.
invitation-first-code-hint = الأرقام الستة التي يعرضها التطبيق الآن.
invitation-new-secret = إن لم يكن السر في تطبيقك بعد فابدأ من جديد بسر آخر.
invitation-finish = إنهاء
recovery-title = رموز الاسترداد
recovery-done = حسابك جاهز، وقد دخلت.
recovery-words = إن لم يكن هاتفك معك فكل رمز من هذه يحل محل التطبيق مرة واحدة. اطبعها أو انسخها بيدك واحفظها بعيدًا عن هاتفك. لن تُعرض مرة أخرى.
recovery-kept = حفظتها
error-sign-in-refused = اسم الدخول أو كلمة السر أو الرمز غير صحيح.
error-sign-in-throttled = محاولات كثيرة. انتظر بضع دقائق ثم أعد المحاولة.
error-confirm-first = أدخل أولًا رمزًا من تطبيق المصادقة.
error-password-too-short = كلمة السر أقصر من الحد الأدنى، وهو { $min } محرفًا.
error-password-too-long = كلمة السر أطول من الحد الأقصى، وهو { $max } محرفًا.
error-password-is-login = كلمة السر تحتوي على اسم دخولك.
error-passwords-differ = كلمتا السر غير متطابقتين.
error-invitation-refused = هذه الدعوة خاطئة أو مستعملة أو مضى عليها أكثر من 7 أيام.
error-code-refused = الرمز غير صحيح أو انقضى وقته.
error-login-taken = اسم الدخول هذا مستعمل.
error-login-not-understood = يتكون اسم الدخول من 1 إلى 64 من الحروف اللاتينية والأرقام والعلامات . _ - @.
account = حسابك
account-sessions = أين دخلت
account-session = منذ { $since }، آخر نشاط { $seen }، بواسطة { $factor }.
account-this-session = هذه التي تستعملها الآن.
account-end = أنهها
account-end-others = أنهِ كل ما سواها
account-change = كلمة السر ورموز الاسترداد
account-confirm = أكّد برمز
account-confirm-hint = الأرقام الستة التي يعرضها تطبيق المصادقة الآن. بعدها يصبح ما يلي ممكنًا مدة 5 دقائق.
account-fresh = كل تغيير ينهي جلساتك الأخرى.
account-password-old = كلمة السر الحالية
account-password-change = غيّر كلمة السر
account-recovery-left = { $count ->
    [zero] لم يبق لديك رمز استرداد.
    [one] بقي لديك رمز استرداد واحد.
    [two] بقي لديك رمزا استرداد.
    [few] بقيت لديك { $count } رموز استرداد.
    [many] بقي لديك { $count } رمز استرداد.
   *[other] بقي لديك { $count } رمز استرداد.
 }
account-recovery-new = اصنع عشرة جديدة
account-invited = مدعو
account-active = فعّال
account-deactivated = معطّل
factor-code = كلمة السر ورمز
factor-recovery-code = كلمة السر ورمز استرداد
factor-printed-key = المفتاح المطبوع
people = الأشخاص
people-name = الاسم الذي يراه الآخرون
people-login-hint = من 1 إلى 64 من الحروف اللاتينية والأرقام والعلامات . _ - @.
people-invite = ادعُ شخصًا
people-invited = هذه هي الدعوة. لن تُعرض مرة أخرى، وتصلح 7 أيام.
people-hand-over = سلّمها باليد أو عبر قناة تثق بها. تُقبل في { $address }. لا يرى الشخص الجديد شيئًا حتى يكون له دور في مشروع.
people-signed-in = آخر دخول { $at }
people-reset = دعوة جديدة وإتلاف وسائل الدخول القديمة
people-deactivate = عطّل
people-reactivate = أعد السماح بالدخول
error-no-role = دخلت، لكن ليس لك دور في أي مشروع بعد.
advice-no-role = اطلب دورًا من أحد مديري السجل.
practise-head = تمرّن بصفة أحد أفراد الفريق المختلق
practise-words = في التمرين أشخاص من كل الأدوار. تابع بصفة أحدهم لتأخذ عملًا من القائمة أو تراجع أو توافق شخصًا ثانيًا؛ وعُد بالزر في أعلى الصفحة. ما يفعلونه يبقى في التمرين.
practise-stop = أنهِ التمرّن
