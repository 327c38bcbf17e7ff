# روابط ماتت.
links-checked-title = روابط ماتت
links-checked-lede = هل كانت عناوين التقارير تجيب حين سألتها الآلة آخر مرة. لا يُقال هنا شيء عما تحويه؛ فصفحة تجيب قد تحوي غير ما كان.
links-none = لم يُسأل أي عنوان بعد
links-none-words = يسألها مالك الآلة بالأمر «sijil links check». ولا تُسأل أبدًا عناوين التقارير المغلقة عن أحد.
links-died = { $count ->
    [zero] لا روابط ماتت منذ أمس
    [one] رابط واحد مات منذ أمس
    [two] رابطان ماتا منذ أمس
    [few] { $count } روابط ماتت منذ أمس
    [many] { $count } رابطًا مات منذ أمس
   *[other] { $count } رابط مات منذ أمس
  }
links-broken = عناوين لا تجيب
links-all-alive = كل عنوان سُئل يجيب.
links-cut = هناك المزيد؛ هذه أوائلها.
links-report = التقرير
links-state = الحالة
links-archive = نسخة محفوظة
links-incidents = الحوادث التي تستند إليه
links-no-archive = لم تُدخَل
links-no-incident = لا شيء
link-dead = ميت
link-unclear = غير واضح
link-alive = يجيب
link-head = عنوانه
link-status = يجيب بالرمز { $status }
link-host-not-found = لم يعد مضيفه موجودًا
link-no-answer = لا يجيب
link-since = منذ
link-checked = سُئل آخر مرة
