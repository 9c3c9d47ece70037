/// BLAKE2b without a key (RFC 7693), with digests of any length up to 64 bytes.
struct Blake2 {
    private var state: [UInt64]
    private var block = [UInt8](repeating: 0, count: 128)
    private var filled = 0
    private var total: UInt64 = 0
    private let length: Int

    private static let start: [UInt64] = [
        0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1, 0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
    ]
    private static let order: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
    ]

    /// A digest of so many bytes, 1 to 64.
    init(length: Int) {
        self.length = length
        state = Self.start
        state[0] ^= 0x0101_0000 ^ UInt64(length)
    }

    /// Adds bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var place = 0
        while place < bytes.count {
            // The last block waits for the end, which marks it.
            if filled == 128 { compress(isLast: false) }
            let count = min(128 - filled, bytes.count - place)
            for index in 0..<count { block[filled + index] = bytes[place + index] }
            filled += count
            place += count
        }
    }

    private mutating func compress(isLast: Bool) {
        total &+= UInt64(filled)
        for index in filled..<128 { block[index] = 0 }
        var words = [UInt64](repeating: 0, count: 16)
        for index in 0..<16 {
            for byte in (0..<8).reversed() {
                words[index] = words[index] << 8 | UInt64(block[index * 8 + byte])
            }
        }
        var work = state + Self.start
        work[12] ^= total
        if isLast { work[14] = ~work[14] }
        work.withUnsafeMutableBufferPointer { v in
            func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ x: UInt64, _ y: UInt64) {
                func turned(_ value: UInt64, _ count: UInt64) -> UInt64 {
                    value >> count | value << (64 - count)
                }
                v[a] = v[a] &+ v[b] &+ x
                v[d] = turned(v[d] ^ v[a], 32)
                v[c] = v[c] &+ v[d]
                v[b] = turned(v[b] ^ v[c], 24)
                v[a] = v[a] &+ v[b] &+ y
                v[d] = turned(v[d] ^ v[a], 16)
                v[c] = v[c] &+ v[d]
                v[b] = turned(v[b] ^ v[c], 63)
            }
            for round in 0..<12 {
                let s = Self.order[round % 10]
                for lane in 0..<4 {
                    mix(
                        lane, lane + 4, lane + 8, lane + 12, words[s[2 * lane]],
                        words[s[2 * lane + 1]])
                }
                for lane in 0..<4 {
                    mix(
                        lane, (lane + 1) % 4 + 4, (lane + 2) % 4 + 8, (lane + 3) % 4 + 12,
                        words[s[2 * lane + 8]], words[s[2 * lane + 9]])
                }
            }
        }
        for index in 0..<8 { state[index] ^= work[index] ^ work[index + 8] }
        filled = 0
    }

    /// The digest of all bytes added.
    mutating func finish() -> [UInt8] {
        compress(isLast: true)
        let bytes = state.flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        return Array(bytes.prefix(length))
    }
}
