//! Words of a range: what harm is counted, among whom, and why a case is discounted.

vocabulary! {
    /// What befell those counted. Killed and injured are never one figure.
    HarmKind "harm_kind" {
        Killed "killed" "Killed" "قتلى",
        Injured "injured" "Injured" "جرحى",
    }
}

vocabulary! {
    /// Among whom casualties are counted (source of the Airwars site, `functions/civcas.php`).
    PersonCategory "person_category" {
        Civilians "civilians" "Civilians" "مدنيون",
        Children "children" "Children" "أطفال",
        Women "women" "Women" "نساء",
        Men "men" "Men" "رجال",
        HumanRightsDefenders "human_rights_defenders" "Human-rights defenders" "مدافعون عن حقوق الإنسان",
        Journalists "journalists" "Journalists" "صحفيون",
        TradeUnionists "trade_unionists" "Trade unionists" "نقابيون",
        HealthcarePersonnel "healthcare_personnel" "Healthcare personnel" "عاملون في الرعاية الصحية",
        OtherCivilians "other_civilians" "Other civilians" "مدنيون آخرون",
        Undetermined "undetermined" "Status not determined" "صفتهم غير محدَّدة"
            ("not known whether civilians or combatants; never taken to be combatants"
             "لا يُعرف أمدنيون هم أم مقاتلون؛ ولا يُعدّون مقاتلين"),
        OtherProtectedPersons "other_protected_persons" "Other protected persons" "أشخاص محميون آخرون",
        MedicalOrReligiousPersonnelOfStates "medical_or_religious_personnel_of_states"
            "Medical or religious personnel of state forces" "أفراد الخدمات الطبية أو الدينية لقوات الدول",
        MedicalOrReligiousPersonnelOfGroups "medical_or_religious_personnel_of_groups"
            "Medical or religious personnel of armed groups" "أفراد الخدمات الطبية أو الدينية للجماعات المسلحة",
        HorsDeCombat "hors_de_combat" "Out of the fight" "خارج القتال"
            ("wounded, sick, captured or surrendered fighters" "مقاتلون جرحى أو مرضى أو أسرى أو مستسلمون"),
        Belligerents "belligerents" "Belligerents" "محاربون",
        ArmedForcesMembers "armed_forces_members" "Members of armed forces" "أفراد قوات مسلحة",
        DirectParticipants "direct_participants" "Direct participants in hostilities"
            "مشاركون مباشرة في الأعمال العدائية",
        CiviliansWithMilitaryRole "civilians_with_military_role" "Civilians with a military role"
            "مدنيون لهم دور عسكري",
    }
}

vocabulary! {
    /// On what ground a case may be discounted. A status that only the attacker asserts is no ground.
    DiscountGround "discount_ground" {
        CombatantsByLocalSources "combatants_by_local_sources" "Local sources show those killed to be combatants"
            "تُظهر مصادر محلية أن القتلى مقاتلون"
            ("uniform, weapon, insignia or the group's own notice; never the attacker's word alone"
             "زيّ أو سلاح أو شارة أو نعي الجماعة نفسها؛ ولا تكفي كلمة المهاجم وحدها"),
        AnotherPartyLikely "another_party_likely" "Another party is most likely responsible"
            "طرف آخر هو المسؤول على الأرجح",
    }
}
