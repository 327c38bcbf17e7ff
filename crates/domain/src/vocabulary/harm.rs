//! Words about harm to people: cause, outcome, age, sex, status and what was observed.

vocabulary! {
    /// What caused the harm.
    CauseOfHarm "cause_of_harm" {
        HeavyWeaponsAndExplosiveMunitions "heavy_weapons_and_explosive_munitions"
            "Heavy weapons and explosive munitions" "أسلحة ثقيلة وذخائر متفجرة",
        SmallArms "small_arms" "Small arms and light weapons" "أسلحة صغيرة وخفيفة",
        PlantedExplosivesAndUxo "planted_explosives_and_uxo" "Planted explosives and unexploded ordnance"
            "متفجرات مزروعة وذخائر غير منفجرة",
        Incendiary "incendiary" "Incendiary weapons" "أسلحة حارقة",
        Cbrn "cbrn" "Chemical, biological, radiological or nuclear" "كيميائي أو بيولوجي أو إشعاعي أو نووي",
        Electromagnetic "electromagnetic" "Electromagnetic weapons" "أسلحة كهرومغناطيسية",
        ConflictRelatedAccident "conflict_related_accident" "Accident related to the conflict"
            "حادث مرتبط بالنزاع",
        UseOfObjects "use_of_objects" "Use of objects" "استخدام أدوات",
        DenialOfIndispensableObjects "denial_of_indispensable_objects"
            "Denial of objects indispensable to survival" "الحرمان من مواد لا غنى عنها للبقاء",
        RunOver "run_over" "Run over" "دهس",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

vocabulary! {
    /// What sources observed about an incident.
    Observation "observation" {
        DoubleTapStrike "double_tap_strike" "Double-tap strike" "ضربة مزدوجة"
            ("a later strike on the same spot that hit those who came to help"
             "ضربة لاحقة على الموضع نفسه أصابت من جاؤوا للمساعدة"),
        ClusterMunition "cluster_munition" "Cluster munition" "ذخيرة عنقودية",
        NewlyDisplacedVictim "newly_displaced_victim" "Newly displaced victim" "ضحية نزحت حديثًا",
        InAVehicle "in_a_vehicle" "In a vehicle" "داخل مركبة",
        Indoors "indoors" "Indoors" "داخل مبنى",
        Outdoors "outdoors" "Outdoors" "في العراء",
        PulledFromRubble "pulled_from_rubble" "Pulled from rubble" "انتُشل من تحت الأنقاض",
        EntireFamilyKilled "entire_family_killed" "Entire family killed" "مقتل أسرة بأكملها",
        NoWarning "no_warning" "No warning" "دون إنذار",
        ImagesOfMunitions "images_of_munitions" "Images of munitions" "صور للذخائر",
        EvidenceOfFire "evidence_of_fire" "Evidence of fire" "آثار حريق",
        DebrisOrInterception "debris_or_interception" "Debris or interception" "حطام أو اعتراض",
        Arrested "arrested" "Arrested" "اعتُقل",
    }
}

vocabulary! {
    /// Sex as the source states it.
    Sex "sex" {
        Female "female" "Female" "أنثى",
        Male "male" "Male" "ذكر",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

vocabulary! {
    /// Age class as the source states it.
    AgeClass "age_class" {
        Child "child" "Child" "طفل" ("under 18" "دون الثامنة عشرة"),
        Adult "adult" "Adult" "بالغ",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

vocabulary! {
    /// What happened to a victim.
    VictimOutcome "victim_outcome" {
        Killed "killed" "Killed" "قُتل",
        Injured "injured" "Injured" "جُرح",
        Missing "missing" "Missing" "مفقود",
        DiedLater "died_later" "Died later" "توفي لاحقًا",
    }
}

vocabulary! {
    /// Whether a victim was a civilian. Doubt is `contested` or `unknown`, never combatant.
    CivilianStatus "civilian_status" {
        Civilian "civilian" "Civilian" "مدني",
        Combatant "combatant" "Combatant" "مقاتل",
        Contested "contested" "Contested" "متنازَع عليه"
            ("counts 0 in the minimum and 1 in the maximum of civilians and of combatants"
             "يُحتسب 0 في الحد الأدنى و1 في الحد الأعلى للمدنيين وللمقاتلين"),
        Unknown "unknown" "Unknown" "غير معروف",
    }
}
