# لماذا يسند دليل الترميز درجة، وماذا ينقص الدرجة الأعلى منها: جملة لكل رمز من رموز `domain::grading`.
grade-reason-accepted-by-finding = يقرّ الطرف المحارب في قراره بأن عمله ألحق ضررًا بمدنيين (عدد القرارات: { $findings }).
grade-reason-accepted-publicly = قَبِل الطرف المحارب المسؤولية علنًا.
grade-reason-another-party-likely = الأرجح أن المسؤول طرف آخر.
grade-reason-combatants-by-local-sources = تُظهر مصادر محلية أن القتلى مقاتلون.
grade-reason-denial-counts-nothing = تخالف ذلك قرارات رسمية (عددها: { $findings }). تُعرض بجانب الدرجة ولا تخفضها.
grade-reason-near-action = عمل للطرف المحارب في الجوار: { $basis }.
grade-reason-need-acceptance = قبول من الطرف المحارب: قرار نتيجته «موثوق» أو قبول علني للمسؤولية.
grade-reason-need-ground-withdrawn = سحب سبب الاستبعاد مع ذكر السبب.
grade-reason-need-near-action = عمل عسكري قريب معروف: سطر معلَن أو بلاغ مرجَّح أو تعليل.
grade-reason-need-one-side = نسبة ذات مصداقية إلى جانب واحد فقط؛ وعدد الجوانب الآن { $rivals }.
grade-reason-need-origins = أصول مستقلة إضافية، عددها { $missing }. ومجهول الأصل الآن مما ينبغي السؤال عنه: { $assumed }.
grade-reason-no-near-action = لم يُدخَل أي دليل على عمل للطرف المحارب في الجوار.
grade-reason-no-origin = لا رواية مُدرجة ذات أصل مستقل.
grade-reason-one-origin = أصل مستقل واحد. وغيره مما يُجهل أصله ولا يُحتسب: { $assumed }.
grade-reason-origins = عدد الأصول المستقلة: { $origins }. وغيرها مما يُجهل أصله ولا يُحتسب: { $assumed }.
grade-reason-rivals = عدد الجوانب المتنافسة التي تنسب إليها روايات ذات مصداقية المسؤولية: { $rivals }.
