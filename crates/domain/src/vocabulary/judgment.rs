//! Words of a judgment: grades, bounds, what is counted and on what basis.

vocabulary! {
    /// The five grades of the built-in codebook; not graded is `None`. Criteria: `codebook/airwars.toml`.
    Grade "grade" {
        Confirmed "confirmed" "Confirmed" "مؤكَّد"
            ("a named belligerent accepted responsibility for the harm to civilians"
             "قَبِل طرف محارب مسمّى المسؤولية عن الضرر الذي لحق بالمدنيين"),
        Fair "fair" "Fair" "معقول"
            ("two or more credible sources, and likely or confirmed action by the belligerent nearby"
             "مصدران موثوقان أو أكثر، مع نشاط مرجّح أو مؤكد للطرف المحارب في الجوار"),
        Weak "weak" "Weak" "ضعيف"
            ("one source only, or sources without sign of action by the belligerent nearby; it does not mean false"
             "مصدر واحد فقط، أو مصادر دون دليل على نشاط للطرف المحارب في الجوار؛ ولا يعني أن الرواية كاذبة"),
        Contested "contested" "Contested" "متنازَع عليه"
            ("sources hold different parties responsible" "تُحمِّل المصادر أطرافًا مختلفة المسؤولية"),
        Discounted "discounted" "Discounted" "مستبعَد"
            ("those killed were combatants, or another party is most likely responsible"
             "القتلى مقاتلون، أو أن طرفًا آخر هو المسؤول على الأرجح"),
    }
}

vocabulary! {
    /// What kind of bound a figure is. Figures of different bounds are never added or subtracted.
    Bound "bound" {
        AtLeast "at_least" "at least" "على الأقل",
        Exact "exact" "exactly" "بالضبط",
        MoreThan "more_than" "more than" "أكثر من",
        UpTo "up_to" "up to" "حتى",
        About "about" "about" "نحو",
        Range "range" "between" "بين",
        Vague "vague" "in words only" "بالكلمات فقط" ("a quantity in words, without a number" "كمية بالكلمات دون رقم"),
        Unknown "unknown" "unknown" "غير معروف" ("not known; it does not mean none" "غير معروف؛ ولا يعني صفرًا"),
    }
}

vocabulary! {
    /// What a tally counts. Tallies of different kinds are never added or subtracted.
    TallyKind "tally_kind" {
        CiviliansKilled "civilians_killed" "Civilians killed" "مدنيون قُتلوا",
        CiviliansInjured "civilians_injured" "Civilians injured" "مدنيون جُرحوا",
        AllPersonsKilled "all_persons_killed" "All persons killed" "جميع القتلى"
            ("civilians and combatants together" "المدنيون والمقاتلون معًا"),
        AllPersonsInjured "all_persons_injured" "All persons injured" "جميع الجرحى",
        CombatantsKilled "combatants_killed" "Combatants killed" "مقاتلون قُتلوا",
        PersonsKilledStatusUnknown "persons_killed_status_unknown" "Persons killed, status unknown"
            "قتلى مجهولو الصفة" ("not known whether civilians or combatants" "لا يُعرف أمدنيون هم أم مقاتلون"),
        AllCasualties "all_casualties" "Killed and injured together" "القتلى والجرحى معًا",
        PersonsMissing "persons_missing" "Persons missing" "مفقودون",
        Names "names" "Victims named" "ضحايا معروفون بالاسم",
        Incidents "incidents" "Incidents" "حوادث",
        Strikes "strikes" "Strikes" "ضربات"
            ("one strike may be one bomb or dozens; counts under different definitions do not add up"
             "قد تكون الضربة قنبلة واحدة أو عشرات؛ ولا تُجمع أعداد ذات تعريفات مختلفة"),
        Engagements "engagements" "Engagements" "اشتباكات"
            ("single uses of weapons within strikes" "استخدامات منفردة للسلاح ضمن الضربات"),
        Munitions "munitions" "Munitions released" "ذخائر أُلقيت",
        Sorties "sorties" "Sorties" "طلعات جوية",
        ArtilleryRounds "artillery_rounds" "Artillery rounds" "قذائف مدفعية",
        ArtilleryMissions "artillery_missions" "Artillery missions" "مهام مدفعية",
        BuildingsDestroyed "buildings_destroyed" "Buildings destroyed" "مبانٍ مدمَّرة",
        BuildingsDamaged "buildings_damaged" "Buildings destroyed or damaged" "مبانٍ مدمَّرة أو متضررة",
        Percent "percent" "Per cent" "نسبة مئوية",
        ReportsCarriedOver "reports_carried_over" "Reports carried over" "بلاغات مرحَّلة",
        ReportsReceived "reports_received" "Reports received" "بلاغات واردة",
        ReportsReopened "reports_reopened" "Reports reopened" "بلاغات أُعيد فتحها",
        ReportsCompleted "reports_completed" "Reports assessed" "بلاغات اكتمل تقييمها",
        ReportsCredible "reports_credible" "Reports found credible" "بلاغات عُدّت موثوقة"
            ("found by the military more likely than not to be its doing"
             "رأت الجهة العسكرية أن مسؤوليتها عنها مرجّحة"),
        ReportsNonCredible "reports_non_credible" "Reports found non-credible" "بلاغات عُدّت غير موثوقة"
            ("not enough evidence for the military; it does not mean false"
             "لم تكفِ الأدلة في رأي الجهة العسكرية؛ ولا يعني ذلك أنها كاذبة"),
        ReportsDuplicate "reports_duplicate" "Duplicate reports" "بلاغات مكررة",
        ReportsOpenAtEnd "reports_open_at_end" "Reports open at the end" "بلاغات مفتوحة في نهاية المدة",
        SitesVisited "sites_visited" "Sites visited" "مواقع زارها الباحثون",
        Interviews "interviews" "Interviews" "مقابلات",
        Payments "payments" "Payments made" "مدفوعات صُرفت",
    }
}

vocabulary! {
    /// Whose judgment an assessment is. The two are never mixed in one sum.
    Basis "basis" {
        Own "own" "Our own assessment" "تقييمنا",
        Adopted "adopted" "Assessment taken over" "تقييم منقول"
            ("the judgment of the body named, not of this register" "حكم الجهة المسمّاة لا حكم هذا السجل"),
    }
}

vocabulary! {
    /// What a range of casualties rests on.
    RangeBasis "range_basis" {
        PageSummary "page_summary" "The recorder's published range" "النطاق الذي نشره الموثِّق",
        AccountsRead "accounts_read" "Lowest and highest account read" "أدنى رواية وأعلى رواية مقروءتين"
            ("from the accounts read for this register; not the recorder's range"
             "من الروايات التي قُرئت لهذا السجل؛ وليس نطاق الموثِّق"),
        Official "official" "Official figure only" "الرقم الرسمي وحده",
    }
}
