# الأعداد والتواريخ والكلمات الصغيرة بينها.
colon = :
comma = ،
list-separator = {"؛ "}
quoted = «{ $words }»
none-not-known = غير معروف
none-not-stated = غير مذكور
bound-at-least = لا يقل عن
bound-more-than = أكثر من
bound-up-to = حتى
bound-about = نحو
total-in-incidents = { $count ->
    [one] { $range } في حادثة واحدة
    [two] { $range } في حادثتين
    [few] { $range } في { $count } حوادث
    [many] { $range } في { $count } حادثة
   *[other] { $range } في { $count } حادثة
  }
total-separator = {"؛ "}
total-unknown = { $count ->
    [one] وحادثة أخرى حصيلتها غير معروفة كاملةً
    [two] وحادثتان أخريان حصيلتهما غير معروفة كاملةً
    [few] و{ $count } حوادث أخرى حصيلتها غير معروفة كاملةً
    [many] و{ $count } حادثة أخرى حصيلتها غير معروفة كاملةً
   *[other] و{ $count } حادثة أخرى حصيلتها غير معروفة كاملةً
  }
total-empty = لا حادثة
count-strikes = { $count ->
    [zero] لا ضربات
    [one] ضربة واحدة
    [two] ضربتان
    [few] { $count } ضربات
    [many] { $count } ضربة
   *[other] { $count } ضربة
  }
count-incidents = { $count ->
    [zero] لا حوادث
    [one] حادثة واحدة
    [two] حادثتان
    [few] { $count } حوادث
    [many] { $count } حادثة
   *[other] { $count } حادثة
  }
date-from = منذ { $date }
date-until = حتى { $date }
date-about = نحو { $date }
date-doubtful = { $date } (موضع شك)
date-instant = { $day }، { $clock } بالتوقيت العالمي
fact-date = التاريخ
fact-time = الوقت
fact-place = المكان
fact-weapon = السلاح
fact-target = الهدف
side-official = رسمي
side-documented = موثَّق
date-clock = { $day }، { $clock }
zone-unknown = المنطقة الزمنية غير مذكورة
