# التصدير: لأي غرض، ولمن، ومن وافق.
exports-title = التصدير
exports-lede = يُحفظ كل تصدير يجريه الفريق مع غرضه ومتلقيه وبصمة ملفه.
exports-of = تصدير: { $kind }
exports-purpose = لأي غرض
exports-recipient = لمن
exports-format = الصيغة
exports-make = أنشئ الملف
exports-ask = اطلب موافقة شخص ثانٍ
exports-takes-two = يلزم هذا شخص ثانٍ: فيه سجلات مختومة، أو عدد من الأشخاص يزيد على { $count }. متى وافق غيرك أمكنك إنشاء الملف خلال يوم.
exports-yours = ما صدّرته
exports-none = لم تصدّر شيئًا
exports-none-words = تعرض قوائم السجلات تصديرها في أسفل الصفحة.
exports-until = يمكن إنشاؤه حتى { $when }
exports-column-kind = السجلات
exports-column-outcome = ما آل إليه
exports-column-file = الملف
exports-approval = { $kind }: تصدير
