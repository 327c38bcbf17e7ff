//! Words about people who were asked: how they were interviewed, what they consented to, and what was verified.

vocabulary! {
    /// How an interview was held.
    InterviewMethod "interview_method" {
        InPerson "in_person" "In person" "وجهًا لوجه",
        Telephone "telephone" "By telephone" "هاتفيًّا",
        VideoCall "video_call" "By video call" "مكالمة مصوَّرة",
        Messages "messages" "By messages" "بالرسائل",
        Written "written" "In writing" "كتابةً",
    }
}

vocabulary! {
    /// What somebody agrees that is done with what they gave. Each stands alone: none implies another.
    ConsentPurpose "consent_purpose" {
        Record "record" "Record it" "التسجيل",
        Store "store" "Keep it" "الحفظ",
        SharePartner "share_partner" "Share with partners" "المشاركة مع شركاء",
        ShareOfficial "share_official" "Hand to an official investigation" "تسليمه إلى تحقيق رسمي",
        Court "court" "Use in court" "استعماله أمام محكمة",
        PublishAnonymous "publish_anonymous" "Publish without the name" "النشر بلا اسم",
        PublishNamed "publish_named" "Publish with the name" "النشر بالاسم",
        Photo "photo" "Show a photograph" "عرض صورة",
        Campaign "campaign" "Use in a campaign" "استعماله في حملة",
    }
}

vocabulary! {
    /// How consent was given.
    ConsentForm "consent_form" {
        Written "written" "In writing" "كتابةً",
        SpokenRecorded "spoken_recorded" "Spoken, and recorded" "شفهيًّا ومسجَّلًا",
        SpokenWitnessed "spoken_witnessed" "Spoken, before a witness" "شفهيًّا أمام شاهد",
        Message "message" "In a message" "في رسالة",
    }
}

vocabulary! {
    /// What came of a verification.
    VerificationResult "verification_result" {
        Verified "verified" "Verified" "ثبتت صحته",
        Likely "likely" "Likely" "مرجَّح",
        Inconclusive "inconclusive" "Inconclusive" "غير حاسم",
        Refuted "refuted" "Refuted" "ثبت عدم صحته",
    }
}

vocabulary! {
    /// What an authority or another party asks of the register.
    LegalRequestKind "legal_request_kind" {
        Subpoena "subpoena" "Subpoena" "أمر بتقديم مستندات",
        CourtOrder "court_order" "Court order" "أمر محكمة",
        PoliceRequest "police_request" "Police request" "طلب من الشرطة",
        DataProtection "data_protection" "Data-protection request" "طلب حماية بيانات",
        Preservation "preservation" "Request to preserve" "طلب حفظ الأدلة",
        Investigation "investigation" "Request of an investigation" "طلب جهة تحقيق",
        Other "other" "Other" "غير ذلك",
    }
}

vocabulary! {
    /// How a legal request was answered.
    LegalAnswer "legal_answer" {
        Given "given" "Given as asked" "أُجيب كما طُلب",
        PartlyGiven "partly_given" "Given in part" "أُجيب جزئيًّا",
        Refused "refused" "Refused" "رُفض",
        Contested "contested" "Contested before a court" "طُعن فيه أمام محكمة",
        NothingHeld "nothing_held" "Nothing held" "لا شيء محفوظًا",
    }
}
