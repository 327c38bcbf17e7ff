//! Words about what is kept: items of evidence, how they came, what was derived from them and what was noted in them.

vocabulary! {
    /// What an item of evidence is.
    ItemKind "item_kind" {
        Audio "audio" "Sound recording" "تسجيل صوتي",
        Video "video" "Video" "تسجيل مصوَّر",
        Photo "photo" "Photograph" "صورة",
        Document "document" "Document" "وثيقة",
        WebCapture "web_capture" "Capture of a web page" "نسخة محفوظة من صفحة",
        Imagery "imagery" "Satellite or aerial imagery" "صور فضائية أو جوية",
        Dataset "dataset" "Data set" "مجموعة بيانات",
        ObjectPhoto "object_photo" "Photograph of an object" "صورة غرض"
            ("munition remains, a crater, an identity card" "بقايا ذخيرة أو حفرة أو بطاقة هوية"),
        Note "note" "Note" "مذكّرة",
        Message "message" "Message or correspondence" "رسالة أو مراسلة",
        Archive "archive" "Archive of several files" "أرشيف ملفات",
        Unknown "unknown" "Not determined" "غير محدَّد",
    }
}

vocabulary! {
    /// How the bytes of an item came here.
    Acquisition "acquisition" {
        Upload "upload" "Uploaded on a page" "رُفع من صفحة",
        Folder "folder" "Taken in from a folder" "أُدخل من مجلد",
        InArchive "in_archive" "Found in an archive" "وُجد في أرشيف",
        InChat "in_chat" "Found in a chat export" "وُجد في محادثة مصدَّرة",
        InMail "in_mail" "Found in a mailbox" "وُجد في بريد",
        InWebCapture "in_web_capture" "Found in a web capture" "وُجد في نسخة صفحة محفوظة",
        CaptureTool "capture_tool" "Handed over by a capture tool" "من أداة التقاط",
        MadeHere "made_here" "Made here from another item" "صُنع هنا من مادة أخرى",
        Import "import" "Brought with an import" "ورد مع استيراد",
    }
}

vocabulary! {
    /// What an item is to the one it was derived from.
    Derivation "derivation" {
        WorkingCopy "working_copy" "Working copy" "نسخة عمل"
            ("made again from its pixels or samples; nothing hidden comes along"
             "أُعيد صنعها من نقاطها أو عيناتها؛ ولا يرافقها أي خفيّ"),
        Redaction "redaction" "Redacted copy" "نسخة محجوبة الأجزاء",
        Transcript "transcript" "Transcript" "تفريغ نصي",
        Translation "translation" "Translation" "ترجمة",
        Excerpt "excerpt" "Excerpt" "مقتطف",
        Part "part" "Part found in it" "جزء وُجد فيه",
    }
}

vocabulary! {
    /// By which clock an item is dated.
    ClockBasis "clock_basis" {
        File "file" "By what the file states" "بحسب ما يذكره الملف"
            ("a device's clock may be wrong, and anyone can write it"
             "قد تكون ساعة الجهاز خاطئة، ويستطيع أي شخص كتابتها"),
        FileName "file_name" "By the file's name" "بحسب اسم الملف",
        Sender "sender" "By when it was sent" "بحسب وقت إرساله",
        SourceSays "source_says" "By what the source says" "بحسب قول المصدر",
        KnownEvent "known_event" "By an event heard or seen in it" "بحسب حدث يُسمع أو يُرى فيه",
    }
}

vocabulary! {
    /// Whether the bytes agree with a digest or signature that came with them.
    StatedCheck "stated_check" {
        Agrees "agrees" "Agrees with the bytes" "يطابق البايتات",
        Disagrees "disagrees" "Does not agree with the bytes" "لا يطابق البايتات",
        Unchecked "unchecked" "Could not be checked" "تعذّر التحقق منه",
    }
}

vocabulary! {
    /// What a note in an item is.
    AnnotationKind "annotation_kind" {
        Note "note" "Note" "ملاحظة",
        Transcript "transcript" "Words spoken or written" "كلام منطوق أو مكتوب",
        Event "event" "Something heard or seen" "ما يُسمع أو يُرى",
        Region "region" "Part of a picture" "جزء من صورة",
        Sighting "sighting" "Where it was seen from" "موضع المشاهدة"
            ("distance and bearing of an event from where a witness stood"
             "المسافة والاتجاه من موضع الشاهد إلى الحدث"),
        Place "place" "Match to a place" "مطابقة مع مكان"
            ("a proposal until another person confirms it" "اقتراح إلى أن يؤكده شخص آخر"),
        Frames "frames" "Fingerprints of frames" "بصمات لقطات"
            ("what a program made of a film, to find pictures that look alike; never evidence"
             "ما استخرجه برنامج من تسجيل مصوَّر للعثور على صور متشابهة؛ وليس دليلًا أبدًا"),
    }
}

vocabulary! {
    /// How sure somebody is that a part of a picture shows a place.
    MatchConfidence "match_confidence" {
        Certain "certain" "No other place comes into question" "لا يحتمل مكانًا آخر",
        Likely "likely" "Likely" "مرجَّح",
        Possible "possible" "Possible" "ممكن",
    }
}

vocabulary! {
    /// How sure whoever wrote it is of having heard or read it rightly.
    Hearing "hearing" {
        Clear "clear" "Clear" "واضح",
        Likely "likely" "Likely" "مرجَّح",
        Unclear "unclear" "Unclear" "غير واضح",
    }
}

vocabulary! {
    /// What was done with an item's bytes.
    CustodyAction "custody_action" {
        Acquired "acquired" "Came here and was hashed" "وردت وحُسبت بصمتها",
        ViewedSealed "viewed_sealed" "Was looked at while sealed" "اطُّلع عليها وهي مختومة",
        Exported "exported" "Was handed out" "سُلّمت",
        Copied "copied" "Was copied" "نُسخت"
            ("given to another disk" "إلى قرص آخر"),
        Redacted "redacted" "A copy was made with parts taken out" "صُنعت منها نسخة محجوبة الأجزاء",
        Derived "derived" "Another item was made from it" "صُنعت منها مادة أخرى",
        VerifiedHash "verified_hash" "Was read to the end and agreed with its digest" "قُرئت إلى آخرها وطابقت بصمتها",
        Repaired "repaired" "A damaged copy was mended from another" "أُصلحت نسخة تالفة من أخرى",
        Erased "erased" "Was erased" "مُحيت"
            ("every copy destroyed" "أُتلفت كل نسخها"),
        Changed "changed" "Its description changed" "تغيّر وصفها",
    }
}
