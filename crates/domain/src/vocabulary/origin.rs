//! Words of independence: why two reports are not independent, and what each report adds.

vocabulary! {
    /// How two reports are tied: they have one origin in common, or one has its account from the other.
    OriginTie "origin_tie" {
        Origin "origin" "shares its origin with" "يشترك في الأصل مع",
        DerivesFrom "derives_from" "derives from" "مأخوذ من",
    }
}

vocabulary! {
    /// Why two reports are not independent of each other. [`Self::tie`] says in which way.
    OriginReason "origin_reason" {
        Quotes "quotes" "quotes" "يقتبس من",
        Reposts "reposts" "reposts" "يعيد نشر",
        Syndicates "syndicates" "carries the agency's text of" "ينقل نص الوكالة من",
        Translates "translates" "translates" "يترجم عن",
        Summarises "summarises" "summarises" "يلخّص",
        CitesThisRegister "cites_this_register" "cites this register" "يستشهد بهذا السجل"
            ("counts nothing towards corroboration: the register cannot confirm itself"
             "لا يُحتسب في تعدد المصادر: لا يؤكد السجل نفسه بنفسه"),
        SameAuthor "same_author" "has the same author" "كاتبه هو نفسه",
        SameMediaHash "same_media_hash" "shows the same recording or picture" "يعرض التسجيل نفسه أو الصورة نفسها"
            ("the files are the same to the last byte" "الملفان متطابقان حتى آخر بايت"),
        SameWitness "same_witness" "rests on the same witness" "يستند إلى الشاهد نفسه",
        SameParentBody "same_parent_body" "belongs to the same parent organisation" "يتبع المؤسسة الأم نفسها",
    }
}

impl OriginReason {
    /// Whether the reason joins two reports in one origin or takes one from the other.
    pub const fn tie(self) -> OriginTie {
        match self {
            Self::Quotes
            | Self::Reposts
            | Self::Syndicates
            | Self::Translates
            | Self::Summarises
            | Self::CitesThisRegister => OriginTie::DerivesFrom,
            Self::SameAuthor | Self::SameMediaHash | Self::SameWitness | Self::SameParentBody => {
                OriginTie::Origin
            }
        }
    }
}

vocabulary! {
    /// What is known of where a report has its account from.
    ReportOrigin "report_origin" {
        Known "known" "Origin known" "الأصل معروف"
            ("first-hand, or what it rests on is entered" "شهادة مباشرة، أو أن ما يستند إليه مُدخَل"),
        Unknown "unknown" "Origin unknown" "الأصل غير معروف"
            ("may repeat an account already counted, so it adds no origin of its own"
             "قد يكرر رواية محتسبة، فلا يضيف أصلًا مستقلًا"),
        ThisRegister "this_register" "From this register" "من هذا السجل"
            ("counts nothing towards corroboration" "لا يُحتسب في تعدد المصادر"),
    }
}

vocabulary! {
    /// What one report adds to the count of independent origins, and why not more.
    OriginStanding "origin_standing" {
        Root "root" "An origin" "أصل",
        Shared "shared" "Shares an origin" "يشترك في أصل"
            ("one origin together with the reports it is tied to" "أصل واحد مع التقارير المرتبطة به"),
        Derived "derived" "Derives from another report" "مأخوذ من تقرير آخر"
            ("adds no origin" "لا يضيف أصلًا"),
        Circular "circular" "In a circle of reports" "ضمن حلقة من التقارير"
            ("the reports rest on one another: one origin in all"
             "تستند التقارير بعضها إلى بعض: أصل واحد للجميع"),
        UnknownOrigin "unknown_origin" "Origin not known" "أصله غير معروف"
            ("adds no established origin until it is known" "لا يضيف أصلًا ثابتًا حتى يُعرف"),
        RestsOnUnknown "rests_on_unknown" "Rests on a report of unknown origin" "يستند إلى تقرير مجهول الأصل",
        RestsOnExcluded "rests_on_excluded" "Rests on a report left out" "يستند إلى تقرير مستثنى"
            ("what only repeats an account left out is left out with it"
             "ما يقتصر على تكرار رواية مستثناة يُستثنى معها"),
        RestsOnThisRegister "rests_on_this_register" "Rests on this register" "يستند إلى هذا السجل"
            ("counts nothing towards corroboration" "لا يُحتسب في تعدد المصادر"),
        Excluded "excluded" "Left out" "مستثنى",
    }
}
