# روابط تعطّلت.
links-checked-title = روابط تعطّلت
links-checked-lede = هل كانت عناوين التقارير تجيب حين فُحصت آخر مرة. لا يُقال هنا شيء عما تحويه؛ فصفحة تجيب قد يكون ما فيها تغيّر.
links-none = لم يُفحص أي عنوان بعد
links-none-words = يفحصها مالك الجهاز بالأمر «sijil links check». ولا تُفحص أبدًا عناوين التقارير المغلقة عن أي شخص.
links-died = { $count ->
    [zero] لم يتعطّل أي رابط منذ أمس
    [one] تعطّل رابط واحد منذ أمس
    [two] تعطّل رابطان منذ أمس
    [few] تعطّلت { $count } روابط منذ أمس
    [many] تعطّل { $count } رابطًا منذ أمس
   *[other] تعطّل { $count } رابط منذ أمس
  }
links-broken = عناوين لا تجيب
links-all-alive = كل عنوان فُحص يجيب.
links-cut = هناك المزيد؛ هذه أوائلها.
links-report = التقرير
links-state = الحالة
links-archive = نسخة محفوظة
links-incidents = الحوادث التي تستند إليه
links-no-archive = لم تُدخَل
links-no-incident = لا شيء
link-dead = معطّل
link-unclear = غير واضح
link-alive = يجيب
link-head = عنوانه
link-status = يجيب بالرمز { $status }
link-host-not-found = لم يعد مضيفه موجودًا
link-no-answer = لا يجيب
link-since = منذ
link-checked = آخر فحص
