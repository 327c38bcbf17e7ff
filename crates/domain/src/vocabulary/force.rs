//! Words about the use of force: who, how, and how sure it is that it happened.

vocabulary! {
    /// Whether a strike happened; a separate axis from the grade of harm.
    StrikeStatus "strike_status" {
        Declared "declared" "Declared" "معلَنة" ("announced by the belligerent" "أعلنها الطرف المحارب"),
        Likely "likely" "Likely" "مرجَّحة",
        Contested "contested" "Contested" "متنازَع عليها",
        SingleSourceClaim "single_source_claim" "Single-source claim" "رواية مصدر واحد",
    }
}

vocabulary! {
    /// The kind of use of force.
    StrikeType "strike_type" {
        Airstrike "airstrike" "Airstrike" "غارة جوية",
        DroneStrike "drone_strike" "Drone strike" "ضربة بطائرة مسيّرة",
        Artillery "artillery" "Artillery" "قصف مدفعي",
        AirstrikeOrArtillery "airstrike_or_artillery" "Airstrike or artillery" "غارة جوية أو قصف مدفعي"
            ("one of the two, or both; the sources do not settle it" "أحدهما أو كلاهما؛ ولا تحسم المصادر ذلك"),
        NavalBombardment "naval_bombardment" "Naval bombardment" "قصف بحري",
        GroundOperation "ground_operation" "Ground operation" "عملية برية",
        CounterTerrorismActionGround "counter_terrorism_action_ground" "Counter-terrorism action (ground)"
            "عملية مكافحة إرهاب (برية)",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

vocabulary! {
    /// How firmly an incident is laid to a belligerent.
    Attribution "attribution" {
        Suspected "suspected" "Suspected" "مشتبه به",
        Known "known" "Known" "معروف",
    }
}

vocabulary! {
    /// What kind of party a belligerent is.
    BelligerentKind "belligerent_kind" {
        State "state" "State" "دولة",
        Coalition "coalition" "Coalition" "تحالف",
        ArmedGroup "armed_group" "Armed group" "جماعة مسلحة",
        Unknown "unknown" "Unknown" "غير معروف",
    }
}
