# عمليات البحث التي حفظها شخص.
searches-title = عمليات البحث المحفوظة
searches-lede = هي لك وحدك. ما يُدخله غيرك أو يغيّره يُعدّ حتى تفتح البحث.
searches-none = لم تحفظ أي بحث
searches-none-words = ابحث في الحوادث ثم اختر «احفظ هذا البحث» تحت مربع البحث.
searches-save = احفظ هذا البحث
searches-name = اسم البحث
searches-open = افتح
searches-forget = احذفه
searches-limit = { $count ->
    [zero] لا يمكن حفظ أي بحث في المشروع.
    [one] يمكن حفظ بحث واحد في المشروع.
    [two] يمكن حفظ بحثين في المشروع.
    [few] يمكن حفظ { $count } عمليات بحث في المشروع على الأكثر.
    [many] يمكن حفظ { $count } عملية بحث في المشروع على الأكثر.
   *[other] يمكن حفظ { $count } عملية بحث في المشروع على الأكثر.
  }
searches-column-name = البحث
searches-column-matching = الحوادث الآن
searches-column-changed = جديد أو متغيّر
searches-column-opened = آخر فتح
searches-at-least = على الأقل
searches-new-title = الجديد في «{ $search }»
searches-since = ما استجدّ أو غيّره غيرك منذ فتحته في { $when }.
searches-all = كل ما يجده الآن
searches-nothing-new = لا جديد
searches-nothing-new-words = لا تُعدّ هنا تغييراتك أنت.
searches-cut = { $count ->
    [zero] لا يُعرض شيء.
    [one] لا تُعرض إلا الأحدث.
    [two] لا تُعرض إلا أحدث حادثتين.
    [few] لا تُعرض إلا أحدث { $count } حوادث.
    [many] لا تُعرض إلا أحدث { $count } حادثة.
   *[other] لا تُعرض إلا أحدث { $count } حادثة.
  }
searches-alerts = { $count ->
    [0] لا جديد في عمليات بحثك المحفوظة
    [zero] لا جديد في عمليات بحثك المحفوظة
    [one] استجدّ شيء في بحث محفوظ واحد
    [two] استجدّ شيء في بحثين محفوظين
    [few] استجدّ شيء في { $count } عمليات بحث محفوظة
    [many] استجدّ شيء في { $count } عملية بحث محفوظة
   *[other] استجدّ شيء في { $count } عملية بحث محفوظة
  }
