//! Random changes of bytes, the same every time.

/// xorshift64*.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits fit") % sides.max(1)
    }
}

/// Changes bytes in a few places; `pieces` are what a format's attacker would put in.
pub fn mutate(bytes: &mut Vec<u8>, pieces: &[&[u8]], dice: &mut Dice) {
    for _ in 0..=dice.throw(4) {
        let at = dice.throw(bytes.len() + 1);
        match dice.throw(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.throw(256)).expect("below 256"),
            2 if at < bytes.len() => bytes[at] ^= 1 << dice.throw(8),
            3 => {
                let end = (at + dice.throw(60)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + dice.throw(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = dice.throw(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            _ => drop(bytes.splice(at..at, pieces[dice.throw(pieces.len())].iter().copied())),
        }
    }
}
