//! Words of a team: what a person does in a project, how far work on an incident has come, what two people decide.

vocabulary! {
    /// What a person does in a project; one person may do several things. Who administers is not who keeps sealed
    /// sources: the two are never given to one person. What each may do: `register::permission`.
    Role "role" {
        Collector "collector" "Collector" "جامع مواد"
            ("takes in reports, releases and what sources say" "يُدخل التقارير والبيانات وما تقوله المصادر"),
        Researcher "researcher" "Researcher" "باحث"
            ("resolves accounts into incidents and proposes assessments" "يجمع الروايات في حوادث ويقترح التقييمات"),
        Geolocator "geolocator" "Geolocator" "محدِّد مواقع"
            ("finds and checks places" "يحدد الأماكن ويتحقق منها"),
        Reviewer "reviewer" "Reviewer" "مراجع"
            ("accepts or returns the assessments of others" "يقبل تقييمات غيره أو يعيدها"),
        Publisher "publisher" "Publisher" "ناشر"
            ("publishes what was reviewed, and corrects it" "ينشر ما روجع ويصححه"),
        Statistician "statistician" "Statistician" "إحصائي"
            ("reads and exports data for estimates" "يقرأ البيانات ويصدّرها للتقديرات"),
        Campaigner "campaigner" "Campaigner" "صاحب حملة"
            ("presses demands; reads what the project shows to all" "يتابع المطالب؛ يقرأ ما يتيحه المشروع للجميع"),
        Custodian "custodian" "Custodian" "أمين"
            ("holds sealed sources and sees who read them" "يحفظ المصادر المختومة ويرى من اطّلع عليها"),
        Admin "admin" "Administrator" "مدير"
            ("gives people their roles; sees no sealed source" "يمنح الناس أدوارهم؛ ولا يرى أي مصدر مختوم"),
    }
}

vocabulary! {
    /// Who in a project may see a record, from the widest to the narrowest. A record takes the narrowest label of
    /// what it rests on.
    AccessLabel "access_label" {
        Team "team" "The project’s team" "فريق المشروع",
        Sensitive "sensitive" "Sensitive" "حسّاس"
            ("those cleared for it only; every reading is logged" "للمخوّلين فقط؛ ويُسجَّل كل اطّلاع"),
        Sealed "sealed" "Sealed" "مختوم"
            ("its custodians only; every reading is logged" "لأمنائه فقط؛ ويُسجَّل كل اطّلاع"),
    }
}

vocabulary! {
    /// How far the work on an incident has come.
    Stage "stage" {
        New "new" "New" "جديد",
        Triaged "triaged" "Triaged" "مفروز",
        Assessed "assessed" "Assessed" "مقيَّم",
        InReview "in_review" "In review" "قيد المراجعة",
        Accepted "accepted" "Accepted" "مقبول",
        Returned "returned" "Returned" "مُعاد",
        Closed "closed" "Closed" "مغلق"
            ("needs no assessment: see its outcome" "لا يحتاج إلى تقييم: انظر النتيجة"),
    }
}

impl Stage {
    /// Whether work may pass from this stage to `next`. Accepting and returning are a reviewer's; see
    /// [`Self::is_reviewed`].
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::New | Self::Accepted | Self::Closed, Self::Triaged)
                | (Self::New | Self::Triaged | Self::Assessed | Self::Returned, Self::Closed)
                | (Self::Triaged | Self::Returned, Self::Assessed)
                | (Self::Assessed | Self::Returned, Self::InReview)
                | (Self::InReview, Self::Accepted | Self::Returned)
        )
    }

    /// Whether only a review leads to this stage.
    pub const fn is_reviewed(self) -> bool {
        matches!(self, Self::Accepted | Self::Returned)
    }
}

vocabulary! {
    /// Why an incident needs no assessment.
    ClosedOutcome "closed_outcome" {
        NoHarmFound "no_harm_found" "Checked, no harm to civilians found" "جرى التحقق ولم يتبيّن ضرر بمدنيين",
        OutOfScope "out_of_scope" "Out of scope" "خارج النطاق",
        Duplicate "duplicate" "Duplicate of another incident" "مكرر لحادثة أخرى",
    }
}

vocabulary! {
    /// What a reviewer decides about an assessment.
    ReviewOutcome "review_outcome" {
        Accepted "accepted" "Accepted" "مقبول",
        Returned "returned" "Returned" "مُعاد",
    }
}

vocabulary! {
    /// What one person asks for and another must approve before it happens.
    ApprovalAction "approval_action" {
        RoleChange "role_change" "Change of roles" "تغيير الأدوار",
        GradeOverride "grade_override" "Grade against the rules of grading" "درجة تخالف قواعد التقدير",
        Merge "merge" "Merge of incidents" "دمج حوادث",
        Unmerge "unmerge" "Undoing of a merge" "التراجع عن دمج",
        Split "split" "Split of an incident, or its undoing" "فصل حادثة أو التراجع عنه",
        Unseal "unseal" "Opening to more people" "إتاحة لعدد أكبر",
        Publish "publish" "Publication" "نشر",
        Erase "erase" "Erasure" "محو",
        Identity "identity" "Giving out a sealed identity" "تسليم هوية مختومة",
        BulkExport "bulk_export" "Export of many records" "تصدير سجلات كثيرة",
    }
}

vocabulary! {
    /// What became of what was asked for.
    ApprovalOutcome "approval_outcome" {
        Asked "asked" "Waiting for a second person" "بانتظار شخص ثانٍ",
        Approved "approved" "Approved" "موافَق عليه",
        Refused "refused" "Refused" "مرفوض",
        Withdrawn "withdrawn" "Withdrawn" "مسحوب",
        NotNeeded "not_needed" "Took no second person" "لم يلزمه شخص ثانٍ",
    }
}

vocabulary! {
    /// Why the law lets, or makes, the register erase something.
    ErasureGround "erasure_ground" {
        Request "request" "Request of the person" "طلب الشخص المعني",
        ConsentWithdrawn "consent_withdrawn" "Consent withdrawn" "سحب الموافقة",
        CourtOrder "court_order" "Order of a court or authority" "أمر محكمة أو سلطة",
        WithoutGround "without_ground" "Gathered without ground" "جُمع بلا أساس",
    }
}
