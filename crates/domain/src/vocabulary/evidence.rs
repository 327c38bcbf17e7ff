//! Words about sources and statements: who speaks, how reliable, why a version changed, what links to what.

vocabulary! {
    /// What kind of source speaks.
    SourceKind "source_kind" {
        Witness "witness" "Witness" "شاهد",
        Family "family" "Family of a victim" "أسرة ضحية",
        LocalMedia "local_media" "Local media" "إعلام محلي",
        InternationalMedia "international_media" "International media" "إعلام دولي",
        SocialAccount "social_account" "Social-media account" "حساب على وسائل التواصل",
        Recorder "recorder" "Casualty recorder" "جهة توثيق الضحايا",
        Ngo "ngo" "Non-governmental organisation" "منظمة غير حكومية",
        UnBody "un_body" "United Nations body" "هيئة تابعة للأمم المتحدة",
        Official "official" "Official body" "جهة رسمية",
        HospitalOrRegistry "hospital_or_registry" "Hospital or civil registry" "مستشفى أو سجل مدني",
        Imagery "imagery" "Imagery" "صور وتسجيلات",
        Insider "insider" "Insider" "مصدر من الداخل",
        Court "court" "Court" "محكمة",
        Dataset "dataset" "Data set" "مجموعة بيانات",
        ThisRegister "this_register" "This register" "هذا السجل"
            ("counts nothing towards corroboration" "لا يُحتسب في تعدد المصادر"),
        Unknown "unknown" "Unknown" "غير معروف",
    }
}

vocabulary! {
    /// Reliability of a source on one topic (STANAG 2511, letters A to F).
    Reliability "reliability" {
        A "a" "A: completely reliable" "A: موثوق تمامًا",
        B "b" "B: usually reliable" "B: موثوق عادةً",
        C "c" "C: fairly reliable" "C: موثوق إلى حد ما",
        D "d" "D: not usually reliable" "D: غير موثوق عادةً",
        E "e" "E: unreliable" "E: غير موثوق",
        F "f" "F: cannot be judged" "F: لا يمكن الحكم عليه"
            ("never used before, or nothing to judge by; it does not mean unreliable"
             "لم يُستخدم من قبل أو لا أساس للحكم عليه؛ ولا يعني أنه غير موثوق"),
    }
}

vocabulary! {
    /// Credibility of one report (STANAG 2511, numbers 1 to 6).
    Credibility "credibility" {
        Confirmed "1" "1: confirmed by other sources" "1: أكدته مصادر أخرى"
            ("only where it is certain that their origin differs" "فقط حين يكون اختلاف أصولها مؤكدًا"),
        ProbablyTrue "2" "2: probably true" "2: صحيح على الأرجح",
        PossiblyTrue "3" "3: possibly true" "3: ربما يكون صحيحًا",
        Doubtful "4" "4: doubtful" "4: مشكوك فيه",
        Improbable "5" "5: improbable" "5: غير مرجَّح",
        CannotBeJudged "6" "6: cannot be judged" "6: لا يمكن الحكم عليه",
    }
}

vocabulary! {
    /// Whether a source says that something is so.
    Polarity "polarity" {
        Asserts "asserts" "asserts" "يؤكد",
        Denies "denies" "denies" "ينفي",
        Unsure "unsure" "is unsure" "غير متيقن",
    }
}

vocabulary! {
    /// Why a statement or judgment has a new version.
    ChangeReason "change_reason" {
        SourceChanged "source_changed" "The source changed" "تغيّر المصدر",
        EnteredWrongly "entered_wrongly" "Entered wrongly" "خطأ في الإدخال",
        NewInformation "new_information" "New information" "معلومات جديدة",
        SettlesConflict "settles_conflict" "Settles a conflict" "يحسم تعارضًا",
    }
}

vocabulary! {
    /// What a link says of the record it starts from: "this report … that incident".
    LinkRole "link_role" {
        About "about" "is about" "يتعلق بـ",
        Cites "cites" "cites" "يستشهد بـ",
        Reports "reports" "reports" "يُبلغ عن",
        DerivesFrom "derives_from" "derives from" "مأخوذ من",
        Origin "origin" "shares its origin with" "يشترك في الأصل مع"
            ("the two count as one origin" "يُحتسبان أصلًا واحدًا"),
        Quotes "quotes" "quotes" "يقتبس من",
        SameAs "same_as" "is the same as" "هو نفسه",
        RenditionOf "rendition_of" "is another wording of" "صياغة أخرى لـ"
            ("the same event in other words: count once" "الحدث نفسه بكلمات أخرى: يُعدّ مرة واحدة"),
        AddsTo "adds_to" "adds to" "يضيف إلى",
        Contains "contains" "contains" "يشمل"
            ("a total that counts what was harmed there: never summed with it" "إجمالي يَعُدّ من تضرروا فيه: لا يُجمعان"),
        Corrects "corrects" "corrects" "يصحّح",
        PartOf "part_of" "is part of" "جزء من",
        MemberOf "member_of" "is a member of" "عضو في",
        AttributedTo "attributed_to" "is attributed to" "منسوب إلى",
        Decides "decides" "decides on" "يبتّ في",
        DamagedIn "damaged_in" "was damaged in" "تضرر في",
        HarmedIn "harmed_in" "was harmed in" "أصابه الضرر في",
        StrikeOf "strike_of" "is a strike of" "ضربة من",
        ConsistentWith "consistent_with" "is consistent with" "يتسق مع"
            ("time and place agree; it does not say that they are the same event"
             "يتفق الزمان والمكان؛ ولا يعني أنهما حدث واحد"),
        CandidateFor "candidate_for" "may be about" "قد يتعلق بـ"
            ("a possibility that a person has still to decide" "احتمال لم يبتّ فيه أحد بعد"),
        LocatedIn "located_in" "is located in" "يقع في",
        SourceOf "source_of" "is a source of" "مصدر لـ",
        Contradicts "contradicts" "contradicts" "يناقض",
    }
}
