/// Tars written byte by byte, with whatever lies a test wants in them.
public struct RawTar: Sendable {
    /// What stands in a header's checksum.
    public enum Checksum: Sendable { case right, signed, wrong, blank }

    /// What was written so far.
    public var bytes: [UInt8] = []

    /// Nothing yet.
    public init() {}

    /// Adds an entry, whose header has `fields` written over it before the checksum.
    public mutating func add(
        _ name: String, _ flag: Character = "0", _ data: String = "", to target: String = "",
        mode: String = "0000644", size: String? = nil, magic: String = "ustar\u{0}00",
        fields: [Int: [UInt8]] = [:], checksum: Checksum = .right
    ) {
        add(
            Array(name.utf8), flag, Array(data.utf8), to: target, mode: mode, size: size,
            magic: magic, fields: fields, checksum: checksum)
    }

    /// Adds an entry whose name and data are any bytes.
    public mutating func add(
        _ name: [UInt8], _ flag: Character = "0", _ data: [UInt8], to target: String = "",
        mode: String = "0000644", size: String? = nil, magic: String = "ustar\u{0}00",
        fields: [Int: [UInt8]] = [:], checksum: Checksum = .right
    ) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], _ place: Int) {
            block.replaceSubrange(place..<(place + text.count), with: text)
        }
        put(Array(name.prefix(100)), 0)
        put(Array(mode.utf8), 100)
        put(Array("0000000".utf8), 108)
        put(Array("0000000".utf8), 116)
        put(Array((size ?? String(data.count, radix: 8)).utf8), 124)
        put(Array("0".utf8), 136)
        block[156] = flag == "\u{0}" ? 0 : flag.asciiValue ?? 0
        put(Array(target.utf8.prefix(100)), 157)
        put(Array(magic.utf8), 257)
        for (place, bytes) in fields { put(bytes, place) }
        put([UInt8](repeating: 32, count: 8), 148)
        var sum = block.reduce(0) { $0 + Int($1) }
        switch checksum {
        case .right: break
        case .signed: sum = block.reduce(0) { $0 + Int(Int8(bitPattern: $1)) }
        case .wrong: sum += 1
        case .blank: sum = -1
        }
        if sum >= 0 { put(Array((String(sum, radix: 8) + "\u{0}").utf8), 148) }
        bytes += block + data
        pad()
    }

    /// Adds a pax header of records whose lengths are right.
    public mutating func pax(_ records: [(String, String)], flag: Character = "x") {
        raw(records.flatMap { Self.record($0.0, Array($0.1.utf8)) }, flag: flag)
    }

    /// Adds a pax header of any bytes.
    public mutating func raw(_ data: [UInt8], flag: Character = "x") {
        add(Array("PaxHeaders/x".utf8), flag, data)
    }

    /// Adds bytes, filled up to a block.
    public mutating func data(_ data: [UInt8]) {
        bytes += data
        pad()
    }

    private mutating func pad() {
        bytes += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }

    /// A pax record whose length is right.
    public static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        var length = 0
        for _ in 0..<4 { length = String(length).utf8.count + key.utf8.count + value.count + 3 }
        return Array("\(length) \(key)=".utf8) + value + [10]
    }

    /// The bytes with the two zero blocks at the end.
    public var ended: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    /// The bytes of what `body` adds, with the end.
    public static func of(_ body: (inout RawTar) -> Void) -> [UInt8] {
        var tar = RawTar()
        body(&tar)
        return tar.ended
    }
}
