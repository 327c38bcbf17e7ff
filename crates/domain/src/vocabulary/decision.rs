//! Words of decisions by official, judicial and other bodies, and of what they disclose.

vocabulary! {
    /// What a body decided or answered about one event. No outcome lowers a grade by itself (invariant 8).
    Outcome "outcome" {
        Credible "credible" "Credible" "موثوق"
            ("the military found it more likely than not that its action harmed civilians"
             "رجّحت الجهة العسكرية أن عملها ألحق ضررًا بمدنيين"),
        NonCredible "non_credible" "Non-credible" "غير موثوق"
            ("not enough evidence for the military; it does not mean false"
             "لم تكفِ الأدلة في رأي الجهة العسكرية؛ ولا يعني ذلك أن البلاغ كاذب"),
        Duplicate "duplicate" "Duplicate" "مكرر"
            ("taken to be an event already reported" "عُدّ حدثًا سبق الإبلاغ عنه"),
        Open "open" "Open" "مفتوح" ("received and not yet decided" "ورد ولم يُبتّ فيه بعد"),
        Reopened "reopened" "Reopened" "أُعيد فتحه",
        CredibleAfterReopening "credible_after_reopening" "Credible after reopening" "موثوق بعد إعادة الفتح",
        Acknowledged "acknowledged" "Acknowledged" "أُقرّ به"
            ("responsibility accepted in public, outside a formal assessment"
             "قُبلت المسؤولية علنًا خارج تقييم رسمي"),
        Denied "denied" "Denied" "نُفي",
        CannotDetermine "cannot_determine" "Cannot determine" "تعذّر التحديد"
            ("the body says that it cannot tell; it does not mean false"
             "تقول الجهة إنها لا تستطيع الجزم؛ ولا يعني ذلك أنه كاذب"),
        NeitherConfirmNorDeny "neither_confirm_nor_deny" "Neither confirmed nor denied" "لا تأكيد ولا نفي",
        StatementLawfulTarget "statement_lawful_target" "Called a lawful target" "وُصف بأنه هدف مشروع"
            ("the belligerent's own view; this register makes no legal finding"
             "رأي الطرف المحارب نفسه؛ ولا يصدر هذا السجل حكمًا قانونيًا"),
        ReasonableGrounds "reasonable_grounds" "Reasonable grounds" "أسباب معقولة"
            ("the body has reasonable grounds to believe what it states"
             "لدى الجهة أسباب معقولة للاعتقاد بما تذكره"),
        NoStrikeRecorded "no_strike_recorded" "No strike recorded" "لا ضربة مسجَّلة"
            ("the body found no strike in its own records; it does not mean false"
             "لم تجد الجهة ضربة في سجلاتها؛ ولا يعني ذلك أن البلاغ كاذب"),
        UnderAssessment "under_assessment" "Under assessment" "قيد التقييم",
        NotYetAssessed "not_yet_assessed" "Not yet assessed" "لم يُقيَّم بعد",
    }
}

impl Outcome {
    /// Whether the body accepts that its action harmed civilians. `acknowledged` is the public acceptance outside a
    /// formal assessment that invariant 4 names beside the finding.
    pub const fn accepts(self) -> bool {
        matches!(self, Self::Credible | Self::CredibleAfterReopening | Self::Acknowledged)
    }
}

vocabulary! {
    /// The reason a body gave for its decision.
    ReasonCode "reason_code" {
        InsufficientInformation "insufficient_information" "Insufficient information" "معلومات غير كافية"
            ("on the time, the place or the details" "عن الوقت أو المكان أو التفاصيل"),
        NoStrikesInArea "no_strikes_in_area" "No strikes in the area that day" "لا ضربات في المنطقة ذلك اليوم",
        VideoShowsNoHarm "video_shows_no_harm" "Video reviewed shows no harm to civilians"
            "لا يُظهر التسجيل الذي روجع ضررًا بمدنيين",
        MoreLikelyNotCoalition "more_likely_not_coalition" "More likely not a Coalition strike"
            "الأرجح أنها ليست ضربة للتحالف",
        DuplicateReport "duplicate_report" "Duplicate of another report" "مكرر لبلاغ آخر",
        BattleDamageAssessment "battle_damage_assessment" "Assessment of the damage" "تقييم أضرار الضربة",
        NoCiviliansHarmedStatement "no_civilians_harmed_statement" "Statement that no civilians were harmed"
            "بيان بعدم تضرر مدنيين",
        NotCoalitionWeapon "not_coalition_weapon" "Not a weapon of the Coalition" "ليس من أسلحة التحالف",
        Combatants "combatants" "Those killed called combatants" "وُصف القتلى بأنهم مقاتلون",
        ProtectionClaimedLost "protection_claimed_lost" "Protection said to be lost" "قيل إن الحماية سقطت",
        UsedAsCommandCentre "used_as_command_centre" "Said to be used as a command centre"
            "قيل إنه استُخدم مركز قيادة",
        SecondaryExplosion "secondary_explosion" "Secondary explosion" "انفجار ثانوي",
        ProximityToTarget "proximity_to_target" "Near the target" "القرب من الهدف",
        EnteredTargetArea "entered_target_area" "Entered the target area" "دخول منطقة الهدف"
            ("just before or after the weapon was released" "قُبيل إطلاق السلاح أو بُعيده"),
        Misidentification "misidentification" "Misidentification" "خطأ في تحديد الهوية",
        WeaponMalfunction "weapon_malfunction" "Weapon malfunction" "خلل في السلاح",
        UndetectedPresence "undetected_presence" "Presence not detected" "وجود لم يُكتشف",
        BuildingStrike "building_strike" "Strike on a building" "ضربة على مبنى",
        CommandNodeStrike "command_node_strike" "Strike on a command node" "ضربة على عقدة قيادة",
        WeaponsCacheStrike "weapons_cache_strike" "Strike on a weapons cache" "ضربة على مخبأ أسلحة",
        FacilityStrike "facility_strike" "Strike on a facility" "ضربة على منشأة",
        VehicleStrike "vehicle_strike" "Strike on a vehicle" "ضربة على مركبة",
        ArtilleryFire "artillery_fire" "Artillery fire" "نيران مدفعية",
        PrecautionsLacking "precautions_lacking" "Precautions lacking" "احتياطات ناقصة",
        NewEvidenceFromNgo "new_evidence_from_ngo" "New evidence from an organisation" "أدلة جديدة من منظمة",
    }
}

vocabulary! {
    /// The standard of proof a body applied.
    Standard "standard" {
        MoreLikelyThanNot "more_likely_than_not" "More likely than not" "مرجَّح",
        ReasonableGrounds "reasonable_grounds" "Reasonable grounds to believe" "أسباب معقولة للاعتقاد",
        BalanceOfProbabilities "balance_of_probabilities" "Balance of probabilities" "رجحان الاحتمالات",
        ClearAndConvincing "clear_and_convincing" "Clear and convincing evidence" "أدلة واضحة ومقنعة",
        BeyondReasonableDoubt "beyond_reasonable_doubt" "Beyond reasonable doubt" "بما لا يدع مجالًا لشك معقول",
        OwnMethod "own_method" "The body's own published method" "منهجية الجهة المنشورة",
        NotStated "not_stated" "Not stated" "غير مذكور",
    }
}

vocabulary! {
    /// How much of one field of a strike (date, time, place, weapon, target) was disclosed.
    Disclosure "disclosure" {
        Disclosed "disclosed" "Disclosed" "مُفصَح عنه",
        PartlyDisclosed "partly_disclosed" "Partly disclosed" "مُفصَح عنه جزئيًا",
        Withheld "withheld" "Withheld" "محجوب",
        NeitherConfirmNorDeny "neither_confirm_nor_deny" "Neither confirmed nor denied" "لا تأكيد ولا نفي",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}
