//! What the program itself writes into a chat, in English, Arabic, French, Turkish, German and Spanish: media left
//! out, files attached, messages edited or deleted, and what happened to the group. A phrase that is not listed
//! stays text: it is kept as written, and only its kind is not told. An attachment whose name is among the files
//! that came along is found whatever the phrase around it says.

use super::stamp::without_marks;

/// Whole texts that stand for a file the export left out.
const MEDIA_OMITTED: &[&str] = &[
    "<media omitted>",
    "image omitted",
    "video omitted",
    "video note omitted",
    "audio omitted",
    "sticker omitted",
    "gif omitted",
    "document omitted",
    "contact card omitted",
    "<تم استبعاد الوسائط>",
    "<تم استثناء الوسائط>",
    "<الوسائط محذوفة>",
    "الصورة غير مشمولة",
    "الفيديو غير مشمول",
    "الصوت غير مشمول",
    "تم استبعاد الصورة",
    "تم استبعاد الفيديو",
    "تم استبعاد الصوت",
    "<médias omis>",
    "<fichier omis>",
    "image absente",
    "vidéo absente",
    "audio absent",
    "audio omis",
    "sticker absent",
    "sticker omis",
    "gif absent",
    "gif retiré",
    "document absent",
    "document omis",
    "fiche contact absente",
    "<medya dahil edilmedi>",
    "<medya atlanmış>",
    "<medya çıkarıldı>",
    "görüntü dahil edilmedi",
    "video dahil edilmedi",
    "ses dahil edilmedi",
    "çıkartma dahil edilmedi",
    "gif dahil edilmedi",
    "belge dahil edilmedi",
    "<medien ausgeschlossen>",
    "<medien weggelassen>",
    "bild weggelassen",
    "video weggelassen",
    "audio weggelassen",
    "sticker weggelassen",
    "gif weggelassen",
    "dokument weggelassen",
    "kontaktkarte weggelassen",
    "<multimedia omitido>",
    "<archivo omitido>",
    "imagen omitida",
    "video omitido",
    "audio omitido",
    "sticker omitido",
    "gif omitido",
    "documento omitido",
    "tarjeta de contacto omitida",
];

/// What follows the name of an attached file, in brackets, on Android.
const FILE_ATTACHED: &[&str] = &[
    "file attached",
    "ملف مرفق",
    "الملف مرفق",
    "تم إرفاق الملف",
    "fichier joint",
    "dosya ekli",
    "datei angehängt",
    "archivo adjunto",
];

/// What precedes the name of an attached file, in angle brackets, on iOS.
const ATTACHED: &[&str] = &[
    "attached",
    "مرفق",
    "المرفق",
    "مُرفق",
    "pièce jointe",
    "ekli",
    "ekli dosya",
    "eklendi",
    "anhang",
    "adjunto",
];

/// What ends an edited message.
const EDITED: &[&str] = &[
    "<this message was edited>",
    "<تم تعديل هذه الرسالة>",
    "<تم تعديل الرسالة>",
    "<ce message a été modifié>",
    "<bu mesaj düzenlendi>",
    "<diese nachricht wurde bearbeitet.>",
    "<diese nachricht wurde bearbeitet>",
    "<se editó este mensaje.>",
    "<se editó este mensaje>",
    "<este mensaje fue editado>",
];

/// Whole texts of a deleted message, without a last point.
const DELETED: &[&str] = &[
    "this message was deleted",
    "you deleted this message",
    "you deleted this message as admin",
    "this message was deleted by admin",
    "تم حذف هذه الرسالة",
    "حذفت هذه الرسالة",
    "لقد حذفت هذه الرسالة",
    "لقد حذفت أنت هذه الرسالة",
    "ce message a été supprimé",
    "vous avez supprimé ce message",
    "bu mesaj silindi",
    "bu mesajı sildiniz",
    "diese nachricht wurde gelöscht",
    "du hast diese nachricht gelöscht",
    "este mensaje fue eliminado",
    "se eliminó este mensaje",
    "eliminaste este mensaje",
];

/// Pieces of the lines in which the program tells what happened.
const SYSTEM: &[&str] = &[
    "end-to-end encrypted",
    " created group ",
    " created this group",
    " changed the subject ",
    " changed the group ",
    " changed this group's ",
    " changed their phone number",
    " joined using ",
    " security code ",
    "disappearing messages",
    "missed voice call",
    "missed video call",
    "التشفير التام بين الطرفين",
    "مشفرة تمامًا بين الطرفين",
    "مشفرة تماما بين الطرفين",
    "أنشأ المجموعة",
    "بإنشاء المجموعة",
    "غيّر اسم المجموعة",
    "بتغيير اسم المجموعة",
    "تغير رمز الأمان",
    "chiffrés de bout en bout",
    " a créé le groupe ",
    " a changé le sujet",
    " a modifié le nom du groupe",
    "uçtan uca şifreli",
    " grubunu oluşturdu",
    " grup adını ",
    " grubun simgesini ",
    "ende-zu-ende-verschlüsselt",
    " hat die gruppe ",
    " hat den betreff ",
    "cifrados de extremo a extremo",
    " creó el grupo ",
    " cambió el asunto",
    " cambió el nombre del grupo",
];

/// Letters of a text that is compared with whole phrases; a longer one is none of them.
const PHRASE_CHARS_MAX: usize = 200;

fn plain(text: &str) -> Option<String> {
    let short = text.chars().nth(PHRASE_CHARS_MAX).is_none();
    short.then(|| without_marks(text).to_lowercase())
}

/// Whether the text stands for a file that was left out.
pub fn is_media_omitted(text: &str) -> bool {
    plain(text).is_some_and(|text| MEDIA_OMITTED.contains(&text.as_str()))
}

/// Whether the text stands for a message that was deleted.
pub fn is_deleted(text: &str) -> bool {
    plain(text).is_some_and(|text| DELETED.contains(&text.trim_end_matches(['.', '。'])))
}

/// Whether the text ends with the mark of an edited message.
pub fn is_edited(text: &str) -> bool {
    let Some(start) = text.rfind('<') else { return false };
    plain(&text[start..]).is_some_and(|end| EDITED.contains(&end.as_str()))
}

/// Whether a line's start, or a line, is the program's own.
pub fn is_system(text: &str) -> bool {
    let text = without_marks(text).to_lowercase();
    SYSTEM.iter().any(|piece| text.contains(piece) || text.starts_with(piece.trim_start()))
}

/// The name of the file attached by a line such as `IMG-1.jpg (file attached)`, where the phrase is listed or the
/// name is known.
pub fn name_before_phrase(line: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let line = without_marks(line);
    let inner = line.strip_suffix(')')?;
    let (name, phrase) = inner.rsplit_once('(')?;
    let name = name.trim();
    let listed = FILE_ATTACHED.contains(&phrase.trim().to_lowercase().as_str()) && !name.is_empty();
    (listed || is_known(name)).then(|| name.to_owned())
}

/// The names of the files attached within a line, such as `<attached: 00000012-PHOTO-2020-12-31-23-59-59.jpg>`.
pub fn names_in_angles(line: &str, is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let line = without_marks(line);
    let mut names = Vec::new();
    for piece in line.split('<').skip(1) {
        let Some((inner, _)) = piece.split_once('>') else { continue };
        let Some((word, name)) = inner.split_once(':') else { continue };
        let name = name.trim();
        let listed = ATTACHED.contains(&word.trim().to_lowercase().as_str()) && !name.is_empty();
        if listed || is_known(name) || is_numbered(name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether a name is one that iOS gives: eight digits and a kind in capitals.
fn is_numbered(name: &str) -> bool {
    let mut parts = name.split('-');
    let number = parts.next().unwrap_or_default();
    let kind = parts.next().unwrap_or_default();
    number.len() == 8
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && kind.len() > 2
        && kind.bytes().all(|byte| byte.is_ascii_uppercase())
        && name.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_six_languages() {
        for text in ["<Media omitted>", "\u{200e}image omitted", "<تم استبعاد الوسائط>", "<Médias omis>"]
        {
            assert!(is_media_omitted(text), "{text}");
        }
        for text in ["<Medya dahil edilmedi>", "<Medien ausgeschlossen>", "<Multimedia omitido>"] {
            assert!(is_media_omitted(text), "{text}");
        }
        for text in ["This message was deleted", "تم حذف هذه الرسالة", "Ce message a été supprimé"]
        {
            assert!(is_deleted(text), "{text}");
        }
        for text in ["Bu mesaj silindi", "Diese Nachricht wurde gelöscht.", "Se eliminó este mensaje."] {
            assert!(is_deleted(text), "{text}");
        }
        assert!(is_edited("see you \u{200e}<This message was edited>"));
        assert!(!is_edited("this message was edited") && !is_deleted("He said: this message was deleted"));
    }

    #[test]
    fn names_of_attachments() {
        let none = |_: &str| false;
        for line in ["IMG-1.jpg (file attached)", "\u{200e}IMG-1.jpg (ملف مرفق)", "IMG-1.jpg (dosya ekli)"]
        {
            assert_eq!(name_before_phrase(line, none).as_deref(), Some("IMG-1.jpg"), "{line}");
        }
        for line in
            ["IMG-1.jpg (fichier joint)", "IMG-1.jpg (Datei angehängt)", "IMG-1.jpg (archivo adjunto)"]
        {
            assert_eq!(name_before_phrase(line, none).as_deref(), Some("IMG-1.jpg"), "{line}");
        }
        assert_eq!(name_before_phrase("see you (later)", none), None);
        let known = |name: &str| name == "IMG-1.jpg";
        assert_eq!(name_before_phrase("IMG-1.jpg (ekki þekkt)", known).as_deref(), Some("IMG-1.jpg"));
        let line = "\u{200e}<pièce jointe : a b.pdf> and \u{200e}<zzz: 00000012-PHOTO-2020-12-31.jpg> <b: c>";
        assert_eq!(names_in_angles(line, none), ["a b.pdf", "00000012-PHOTO-2020-12-31.jpg"]);
    }
}
