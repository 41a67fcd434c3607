//! The attack on unsigned URL verifications: blocks of a recorded notification are put into a recorded verification,
//! and the responses reveal what these blocks contain.
//!
//! In CBC a block is decrypted and then combined with the ciphertext before it. Attackers that know the content of a
//! verification can write any text into one of its blocks, at the price of one block of noise before it. So a block,
//! combined with bytes of the attacker's choice, can be in a field that a reader ignores; whether the whole is
//! accepted then tells whether these bytes are control characters or quotes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calendar_generated::webhook::Received;
use http::HeaderMap;
use serde_json::{Value, json};

use crate::support::{Sent, content, vector};

type Block = [u8; 16];

/// The initialization vector and the blocks of a recorded request.
fn blocks(request: &Sent) -> Vec<Block> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let bytes = STANDARD.decode(body["encrypt"].as_str().unwrap()).unwrap();
    bytes.chunks(16).map(|block| block.try_into().unwrap()).collect()
}

fn xor(one: Block, other: Block) -> Block {
    std::array::from_fn(|index| one[index] ^ other[index])
}

/// Reproducible random numbers.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 56) as u8
    }

    fn block(&mut self) -> Block {
        std::array::from_fn(|_| self.roll())
    }
}

/// An attacker who has recorded a verification and a notification, and knows the form of verifications.
struct Attacker {
    /// Of the verification: the decryption of each block before it is combined, and the blocks.
    verification: Vec<Block>,
    first: Block,
    foreign: Block,
    probes: usize,
}

impl Attacker {
    fn new(foreign: Block) -> Self {
        let verification = blocks(&vector("url-verification"));
        let start: Block = content("url-verification")[..16].try_into().unwrap();
        Self { first: xor(start, verification[0]), verification, foreign, probes: 0 }
    }

    /// `{"a":"…` NOISE FOREIGN NOISE `","challenge":"x` and the rest of the verification.
    fn body(&self, mask: Block, letter: u8) -> Vec<u8> {
        let head = xor(self.first, *b"{\"a\":\"aaaaaaaaaa");
        let mut again = *b"\",\"challenge\":\"x";
        again[15] = letter;
        let head = [head, self.verification[1], mask, self.foreign, xor(self.first, again)];
        let bytes = [&head[..], &self.verification[1..]].concat().concat();
        json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes()
    }

    fn is_accepted(&mut self, mask: Block, letter: u8) -> bool {
        self.probes += 1;
        Sent { headers: HeaderMap::new(), body: self.body(mask, letter) }.received().is_ok()
    }

    /// Masks that are accepted, as many as asked for; none when it takes too many probes.
    fn accepted(&mut self, count: usize, letter: u8, mut mask: impl FnMut() -> Block) -> Option<Vec<Block>> {
        let mut accepted = Vec::new();
        for _ in 0..count * 400 {
            let mask = mask();
            if self.is_accepted(mask, letter) {
                accepted.push(mask);
            }
            if accepted.len() == count {
                return Some(accepted);
            }
        }
        None
    }

    /// The decryption of the foreign block before it is combined.
    fn recover(&mut self) -> Option<Block> {
        let mut dice = Dice(7);
        let letter = (b'a'..=b'z').find(|letter| self.accepted(1, *letter, || dice.block()).is_some())?;
        // No control character: the upper three bits.
        let masks = self.accepted(60, letter, || dice.block())?;
        let upper: Block = std::array::from_fn(|index| {
            let is_possible = |upper: &u8| masks.iter().all(|mask| (mask[index] ^ upper) >> 5 != 0);
            (0..8).map(|upper| upper << 5).find(is_possible).unwrap()
        });
        // No quote: the others.
        let masks =
            self.accepted(400, letter, || std::array::from_fn(|index| (dice.roll() & 31 | 32) ^ upper[index]))?;
        Some(std::array::from_fn(|index| {
            let is_possible = |byte: &u8| masks.iter().all(|mask| mask[index] ^ byte != b'"');
            (upper[index]..=upper[index] | 31).find(is_possible).unwrap()
        }))
    }
}

/// With the lenient reader of version 0.1 it took 19,612 probes to read a block of a recorded notification.
#[test]
fn a_foreign_block_in_a_field_that_could_be_ignored_is_never_accepted() {
    let recorded = blocks(&vector("calendar-changed"));
    let mut attacker = Attacker::new(recorded[3]);
    assert_eq!(attacker.recover().map(|block| xor(block, recorded[2])), None);
    assert!(attacker.probes > 10_000, "{}", attacker.probes);
}

/// The worst case: the attacker knows all but two bytes of the foreign block, and makes it the start of a
/// verification that is right in all else. The block between it and the rest is noise, and it is in the challenge.
#[test]
fn a_foreign_block_that_is_known_is_not_accepted_either() {
    let recorded = blocks(&vector("calendar-changed"));
    let known = content("calendar-changed")[32..48].try_into().unwrap();
    let attacker = Attacker::new(recorded[3]);
    let mut dice = Dice(11);
    for _ in 0..5_000 {
        let mask = xor(xor(known, recorded[2]), *b"{\"challenge\":\"aj");
        let again: Block = std::array::from_fn(|_| b'a' + dice.roll() % 26);
        let head = [mask, attacker.foreign, xor(attacker.first, again)];
        let bytes = [&head[..], &attacker.verification[1..]].concat().concat();
        let body = json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes();
        assert!(Sent { headers: HeaderMap::new(), body }.received().is_err());
    }
}

/// The basis of the attack: without the noise such a request is a verification.
#[test]
fn a_verification_whose_first_block_was_rewritten_is_accepted() {
    let attacker = Attacker::new([0; 16]);
    let head = xor(attacker.first, *b"{\"challenge\":\"zz");
    let bytes = [&[head][..], &attacker.verification[1..]].concat().concat();
    let body = json!({ "encrypt": STANDARD.encode(bytes) }).to_string().into_bytes();
    let Ok(Received::Challenge(challenge)) = (Sent { headers: HeaderMap::new(), body }).received() else {
        panic!("not accepted")
    };
    assert_eq!(challenge.text(), "zzls384kdj1234");
}
