//! Words of strike releases: what was done to which targets. The terms are ours, normalised; the phrase printed
//! is always kept beside them.

vocabulary! {
    /// What a release says was done to a target.
    EffectVerb "effect_verb" {
        Engaged "engaged" "engaged" "اشتبكت مع"
            ("fired at; the release does not say with what result" "أُطلقت النار عليه؛ ولا يذكر البيان النتيجة"),
        Destroyed "destroyed" "destroyed" "دمّرت",
        Damaged "damaged" "damaged" "ألحقت أضرارًا بـ",
        Suppressed "suppressed" "suppressed" "أسكتت",
        Illuminated "illuminated" "illuminated" "أضاءت",
        Struck "struck" "struck" "ضربت",
        Cratered "cratered" "cratered" "أحدثت حفرًا في",
        Denied "denied" "denied access to" "منعت استخدام",
    }
}

vocabulary! {
    /// A target as releases name it, in the order of the shared list (TG01 to TG36). The words are the
    /// belligerent's and say nothing about who was there.
    TargetTerm "target_term" {
        TacticalUnit "tactical_unit" "tactical unit" "وحدة تكتيكية"
            ("a group of people; its size is never stated" "مجموعة أشخاص؛ لا يُذكر عددهم أبدًا"),
        Sniper "sniper" "sniper" "قناص",
        MortarTeam "mortar_team" "mortar team" "طاقم هاون",
        Leader "leader" "leader" "قائد",
        FightingPosition "fighting_position" "fighting position" "موقع قتالي",
        Checkpoint "checkpoint" "checkpoint" "حاجز",
        StagingArea "staging_area" "staging area" "منطقة تجمّع",
        Headquarters "headquarters" "headquarters" "مقر",
        CommandAndControlNode "command_and_control_node" "command and control node" "عقدة قيادة وسيطرة",
        Communication "communication" "communication" "اتصالات",
        HeldBuilding "held_building" "held building" "مبنى مسيطَر عليه",
        FacilityOther "facility_other" "facility, other" "منشأة أخرى",
        SupplyRoute "supply_route" "supply route" "طريق إمداد",
        Bridge "bridge" "bridge" "جسر",
        TunnelOrCave "tunnel_or_cave" "tunnel or cave" "نفق أو كهف",
        Vehicle "vehicle" "vehicle" "مركبة",
        TacticalVehicle "tactical_vehicle" "tactical vehicle" "مركبة تكتيكية",
        EngineeringEquipment "engineering_equipment" "engineering equipment" "معدات هندسية",
        Vbied "vbied" "VBIED" "سيارة مفخخة" ("vehicle bomb" "مركبة محمّلة بالمتفجرات"),
        VbiedOrIedFactory "vbied_or_ied_factory" "VBIED or IED factory" "معمل مفخخات أو عبوات ناسفة",
        Ied "ied" "IED" "عبوة ناسفة" ("improvised bomb" "قنبلة مصنوعة محليًا"),
        MortarSystem "mortar_system" "mortar system" "مدفع هاون",
        ArtillerySystem "artillery_system" "artillery system" "منظومة مدفعية",
        AirDefence "air_defence" "air defence" "دفاع جوي",
        MachineGun "machine_gun" "machine gun" "رشاش",
        Cache "cache" "cache" "مخبأ",
        Logistics "logistics" "logistics" "إمداد وتموين",
        OilInstallation "oil_installation" "oil installation" "منشأة نفطية",
        OilTransport "oil_transport" "oil transport" "نقل النفط",
        Watercraft "watercraft" "watercraft" "زورق",
        UnmannedAircraft "unmanned_aircraft" "unmanned aircraft" "طائرة مسيّرة",
        Media "media" "media" "إعلام",
        Finance "finance" "finance" "منشأة مالية",
        ProGovernmentUnit "pro_government_unit" "pro-government unit" "وحدة موالية للحكومة",
        Illumination "illumination" "illumination" "إضاءة",
        TrainingCamp "training_camp" "training camp" "معسكر تدريب",
    }
}

impl TargetTerm {
    /// The term of an English label as the shared list spells it, such as `facility, other`.
    pub fn from_term(term: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.term().en == term)
    }

    /// The row of the shared list, `TG01` to `TG36`.
    pub fn code(self) -> String {
        format!("TG{:02}", self as usize + 1)
    }
}
