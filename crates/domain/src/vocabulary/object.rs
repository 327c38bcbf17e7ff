//! Words about objects that were hit or stood near: protected ones, other civilian ones, and their damage.

vocabulary! {
    /// What was hit, or who under special protection. The class says nothing about lawfulness.
    ObjectClass "object_class" {
        Hospital "hospital" "Hospital" "مستشفى",
        FieldHospital "field_hospital" "Field hospital" "مشفى ميداني",
        MedicalStaff "medical_staff" "Doctors, nurses, medical transport" "كوادر طبية ونقل طبي",
        HealthWorker "health_worker" "A single health worker" "عامل صحي",
        Ambulance "ambulance" "Ambulance" "سيارة إسعاف",
        School "school" "School or place of teaching" "مدرسة أو مكان تعليم",
        University "university" "University" "جامعة",
        DisplacedPersonsShelter "displaced_persons_shelter" "Shelter of displaced people" "مأوى للنازحين",
        Mosque "mosque" "Mosque" "مسجد",
        MosqueNearby "mosque_nearby" "Mosque nearby" "مسجد قريب"
            ("reported near the place hit, not hit itself" "أُبلغ أنه قرب المكان المصاب، لا أنه أُصيب"),
        Church "church" "Church" "كنيسة",
        OtherWorship "other_worship" "Other place of worship" "مكان عبادة آخر",
        CulturalProperty "cultural_property" "Cultural property" "ممتلكات ثقافية",
        Market "market" "Market" "سوق",
        Bakery "bakery" "Bakery or bread queue" "فرن أو طابور خبز",
        DetentionPlace "detention_place" "Prison or place of detention" "سجن أو مكان احتجاز",
        CiviliansFleeing "civilians_fleeing" "Civilians fleeing" "مدنيون فارّون",
        Rescuers "rescuers" "Rescuers" "فرق إنقاذ",
        Journalist "journalist" "Journalists or media" "صحفيون أو إعلام",
        Home "home" "Home" "منزل",
        ResidentialBuilding "residential_building" "Residential building" "مبنى سكني",
        WaterElectricity "water_electricity" "Water, electricity or bridges used by civilians"
            "مياه أو كهرباء أو جسور يستخدمها مدنيون",
        Dam "dam" "Dam" "سد",
        Bridge "bridge" "Bridge" "جسر",
        Road "road" "Road" "طريق",
        Vehicle "vehicle" "Civilian vehicle" "مركبة مدنية",
        Watercraft "watercraft" "Boat or ferry" "قارب أو عبّارة",
        Farm "farm" "Farm, crops or livestock" "مزرعة أو محاصيل أو ماشية",
        Business "business" "Shop or business" "متجر أو منشأة تجارية",
        Industry "industry" "Factory or workshop" "مصنع أو ورشة",
        FuelInstallation "fuel_installation" "Oil or fuel installation" "منشأة نفط أو وقود",
        PublicBuilding "public_building" "Public building" "مبنى عام",
        Cemetery "cemetery" "Cemetery" "مقبرة",
        Other "other" "Other" "غير ذلك",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

vocabulary! {
    /// How far an object was destroyed.
    Destruction "destruction" {
        NoDamage "none" "None" "لا ضرر",
        Partial "partial" "Partial" "جزئي",
        Complete "complete" "Complete" "كلي",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}
