//! Words about places: how fine a point is, who supplied it, what kind of place it stands for.

vocabulary! {
    /// What a point stands for, from the exact spot to a country's middle.
    PrecisionClass "precision_class" {
        Exact "exact" "Exact location" "موقع دقيق",
        Within1m "within_1m" "Within 1 m" "ضمن متر واحد",
        Mgrs10 "mgrs_10" "Grid reference, box of 1 m" "مرجع شبكي، مربع 1 م",
        Mgrs8 "mgrs_8" "Grid reference, box of 10 m" "مرجع شبكي، مربع 10 م",
        Building "building" "Building" "مبنى",
        Within100m "within_100m" "Within 100 m" "ضمن 100 متر",
        Mgrs6 "mgrs_6" "Grid reference, box of 100 m" "مرجع شبكي، مربع 100 م",
        NearbyLandmark "nearby_landmark" "Nearby landmark" "معلم قريب",
        Street "street" "Street" "شارع",
        Neighbourhood "neighbourhood" "Neighbourhood" "حي",
        Mgrs4 "mgrs_4" "Grid reference, box of 1 km" "مرجع شبكي، مربع 1 كم",
        Village "village" "Village" "قرية",
        Town "town" "Town" "بلدة",
        City "city" "City" "مدينة",
        NearPlace "near_place" "Near a place" "قرب مكان"
            ("“near” as releases use it: up to tens of kilometres away"
             "«قرب» كما ترد في البيانات: قد تعني عشرات الكيلومترات"),
        Subdistrict "subdistrict" "Subdistrict" "ناحية",
        District "district" "District" "منطقة",
        Governorate "governorate" "Governorate" "محافظة",
        Country "country" "Country" "دولة",
        NoPoint "none" "No point" "لا نقطة",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

impl PrecisionClass {
    /// Typical standard deviation of such a point, metres; `None` where the class says nothing about distance.
    /// A grid box counts as half its side; `near_place` as the 40 km at which such a label stops being used.
    pub const fn radius_m(self) -> Option<i64> {
        match self {
            Self::Within1m | Self::Mgrs10 => Some(1),
            Self::Mgrs8 => Some(5),
            Self::Exact => Some(20),
            Self::Building => Some(30),
            Self::Mgrs6 => Some(50),
            Self::Within100m => Some(100),
            Self::NearbyLandmark => Some(150),
            Self::Street => Some(250),
            Self::Mgrs4 => Some(500),
            Self::Neighbourhood => Some(700),
            Self::Village => Some(1_000),
            Self::Town => Some(2_000),
            Self::City => Some(5_000),
            Self::Subdistrict => Some(10_000),
            Self::District => Some(20_000),
            Self::NearPlace => Some(40_000),
            Self::Governorate => Some(60_000),
            Self::Country => Some(250_000),
            Self::NoPoint | Self::Unknown => None,
        }
    }

    /// Whether the point is the generic middle of an area and not a spot anybody pointed at. Such a point is
    /// always flagged where it is shown (invariant 11).
    pub const fn is_centroid(self) -> bool {
        matches!(
            self,
            Self::Neighbourhood
                | Self::Village
                | Self::Town
                | Self::City
                | Self::NearPlace
                | Self::Subdistrict
                | Self::District
                | Self::Governorate
                | Self::Country
        )
    }
}

vocabulary! {
    /// Who supplied a point.
    SuppliedBy "supplied_by" {
        Recorder "recorder" "Recorder" "الموثِّق",
        Belligerent "belligerent" "Belligerent" "الطرف المحارب",
        Source "source" "Source" "المصدر",
        Gazetteer "gazetteer" "Gazetteer" "معجم الأماكن",
        File "file" "The file itself" "الملف نفسه"
            ("written by the device or by anyone since" "كتبه الجهاز أو أي شخص بعده"),
        ThisRegister "this_register" "This register" "هذا السجل",
        Other "other" "Other" "جهة أخرى",
    }
}

vocabulary! {
    /// What kind of place an entry of the gazetteer is.
    PlaceKind "place_kind" {
        Country "country" "Country" "دولة",
        Governorate "governorate" "Governorate" "محافظة",
        District "district" "District" "منطقة",
        Subdistrict "subdistrict" "Subdistrict" "ناحية",
        Area "area" "Area" "نطاق",
        City "city" "City" "مدينة",
        Town "town" "Town" "بلدة",
        VillageOrTown "village_or_town" "Village or town" "قرية أو بلدة",
        Village "village" "Village" "قرية",
        Neighbourhood "neighbourhood" "Neighbourhood" "حي",
        Camp "camp" "Camp" "مخيم",
        Street "street" "Street" "شارع",
        Junction "junction" "Junction" "مفرق",
        Bridge "bridge" "Bridge" "جسر",
        Landmark "landmark" "Landmark" "معلم",
        Hospital "hospital" "Hospital" "مستشفى",
        School "school" "School" "مدرسة",
        Building "building" "Building" "مبنى",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}
