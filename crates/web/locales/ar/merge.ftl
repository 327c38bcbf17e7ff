# سجلان لحدث واحد: الاختيار والمقارنة والدمج والتراجع، والفصل، وما قد يكون الحدث نفسه.
merge-title = دمج: { $incident }
merge-head = أي سجل آخر هو للحدث نفسه؟
merge-lede = الدمج يجعل السجلين واحدًا. لا يضيع شيء ويمكن التراجع عنه، لكن الدمج الخاطئ يُخفي أناسًا قُتلوا. قارن قبل أن تطلب.
merge-search = ابحث عنه
merge-search-words = رمز أو مكان أو كلمات
merge-search-none = لا حادثة فيها هذه الكلمات.
merge-compare-head = أهما حدث واحد؟
merge-compare-lede = يبقى { $one }، ويُدمج فيه { $other }.
merge-swap = إبقاء { $other } بدلًا منه
merge-same-list = كلاهما في قائمة جهة توثيق واحدة
merge-same-list-words = استُورد كلاهما من { $list } صفّين مختلفين: من أعدّ القائمة عدّهما حدثين.
merge-judged = التقييم
merge-accounts = الروايات
merge-judged-none = لم يُقيَّم بعد
merge-keep = إبقاء هذا
merge-take = أخذ هذا
merge-what-head = ما الذي يفعله الدمج
merge-what-links = تنتقل روايات { $other } وقراراته وذكر ضحاياه وأضراره وتعليقاته إلى { $one }، والرواية التي تخصّ الاثنين تُعدّ مرة واحدة.
merge-what-codes = تصير رموز { $other } رموزًا أخرى لـ{ $one } وتقود إليه.
merge-what-judged = يبقى تقييم { $other } مقروءًا ولا يدخل في أي مجموع. لا يغيّر الدمج أي تقييم لنا.
merge-what-undo = يمكن التراجع عنه: يعود كل ما لم يغيّره أحد بعده.
merge-now = دمج
merge-ask = طلب الدمج من شخص ثانٍ
merge-cancel = إبقاؤهما منفصلين
merge-approval = قارن السجلين
merge-approval-taken = يؤخذ من الآخر:
merged-head = دُمج هذا السجل في سجل آخر
merged-into = هو حدث واحد مع
merged-words = لم يعد في أي قائمة ولا أي عدّ، وكل ما كان فيه صار هناك.
merged-act = من فعل ذلك ولماذا
merged-undo = التراجع عن الدمج
unmerged-head = جرى التراجع عن الدمج
unmerged-kept = { $count ->
    [zero] لا شيء يبقى مكانه
    [one] شيء واحد يبقى مكانه
    [two] شيئان يبقيان مكانهما
    [few] { $count } أشياء تبقى مكانها
    [many] { $count } شيئًا يبقى مكانه
   *[other] { $count } شيء يبقى مكانه
  }
unmerged-kept-words = غيّر أحدهم هذه بعد الدمج فلم تُنقل. انظر فيها.
unmerged-to-incident = إلى الحادثة
unity-head = الحدث نفسه، وغيره
unity-split-from = فُصلت عن
unity-parts = فُصل عنها:
unity-merged = دُمج فيها:
unity-differs = أين قال ذلك السجل غير هذا
unity-judgments = تقييمات سابقة لذلك السجل، لا تدخل في أي مجموع
similar-head = قد يكون الحدث نفسه
similar-words = اقتُرح لتوافق اليوم مع المكان أو الكلمات. لا يُدمج شيء إلا بقرار الناس.
similar-same-day = اليوم نفسه
similar-next-day = بفارق يوم
similar-near = { $count ->
    [zero] في الموضع نفسه
    [one] على بُعد كيلومتر واحد على الأكثر
    [two] على بُعد كيلومترين على الأكثر
    [few] على بُعد { $count } كيلومترات على الأكثر
    [many] على بُعد { $count } كيلومترًا على الأكثر
   *[other] على بُعد { $count } كيلومتر على الأكثر
  }
similar-place = مكان بالاسم نفسه: { $place }
similar-shared = كلمات مشتركة: { $words }
merge-with-another = دمج مع سجل آخر
split-this = فصل
split-title = فصل: { $incident }
split-head = ما الذي يخصّ حدثًا آخر؟
split-lede = ما تختاره ينتقل إلى حادثة جديدة بالتاريخ والمكان نفسيهما ثم تصحّحهما. تبقى التقييمات مع هذه: أعد النظر فيها بعد ذلك.
split-nothing = لا شيء مرتبط بهذه الحادثة يمكن نقله إلى غيرها.
split-what = ينتقل إلى الحادثة الجديدة
split-name = عنوان الحادثة الجديدة
split-code = رمزها
split-code-hint = المقترح: رمز هذه مع حرف. اتركه فارغًا إن لم يكن لها رمز.
split-after = يمكن التراجع عنه: تُدمج الحادثة الجديدة عندئذ في هذه.
split-do = فصل
split-undo = التراجع عن الفصل
error-merge-conflict-open = لحقلٍ قيمتان متجاورتان. سوِّ ذلك أولًا ثم ادمج أو افصل.
error-merge-field-unknown = لا يمكن أخذ هذا الحقل من السجل الآخر.
error-merge-labels-differ = لا يرى السجلين الأشخاص أنفسهم. أعطهما مستوى الاطّلاع نفسه أولًا.
error-merge-too-large = ما يشير إلى هذا السجل أكثر مما ينقله دمج واحد.
error-merge-with-itself = هذا هو السجل نفسه.
error-merged-already = أحد السجلين دُمج من قبل في غيره.
error-not-merged = هذا السجل ليس مدموجًا في غيره.
error-split-of-closed = لا يرى هذا السجلَ كلُّ من في المشروع، فلا يمكن فصله.
error-split-of-nothing = اختر ما ينتقل إلى الحادثة الجديدة، ويجب أن يكون كله ما زال لهذه.
error-unmerge-later-first = السجل الذي دُمج فيه دُمج هو نفسه بعد ذلك. تراجع عن ذلك الدمج أولًا.
label-merged = مدموج
label-into = في
label-act = الفعل
label-approval = الموافقة
label-moved = ما نُقل
label-taken = حقول مأخوذة
label-split-from = فُصل عن
split-ask = طلب الفصل من شخص ثانٍ
merge-approval-undo = يُراد التراجع عن دمج هذه الحادثة في غيرها:
merge-approval-split = يُفصل عن هذه الحادثة:
merge-approval-moves = ينتقل إلى الجديدة:
merge-approval-unsplit = يُراد أن تعود هذه الحادثة إلى التي فُصلت عنها:
