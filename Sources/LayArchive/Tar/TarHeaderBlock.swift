internal import LayFiles

/// The 512 bytes in front of an entry, as they are written (POSIX.1-1988, ustar).
///
///     0    100  108  116  124  136  148  156  157     257   263  329   337
///     name mode uid  gid  size time sum  flag target  ustar 00   major minor
struct TarHeaderBlock {
    /// What eleven octal digits hold.
    static let largestSize = 0o77777777777
    /// What seven octal digits hold.
    static let largestID: UInt32 = 0o7777777

    private static let empty: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 512)
        bytes.replaceSubrange(148..<156, with: repeatElement(UInt8(ascii: " "), count: 8))
        bytes.replaceSubrange(257..<262, with: "ustar".utf8)
        bytes.replaceSubrange(263..<265, with: "00".utf8)
        return bytes
    }()
    private static let emptySum = empty.reduce(0) { $0 + Int($1) }

    private var bytes = Self.empty
    /// What the bytes add up to, the place of the sum itself counting as spaces.
    private var sum = Self.emptySum

    /// The header of an entry with `size` bytes; what does not fit is in pax records.
    init(_ entry: TarEntry, size: Int) {
        put(entry.path.prefix(100), 0)
        octal(Int(entry.attributes.mode), 100, 7)
        octal(Self.fitting(entry.attributes.uid), 108, 7)
        octal(Self.fitting(entry.attributes.gid), 116, 7)
        octal(size > Self.largestSize ? 0 : size, 124, 11)
        octal(Int(Self.fitting(Self.seconds(entry.modified).seconds)), 136, 11)
        set(156, entry.kind.rawValue)
        put(entry.target.prefix(100), 157)
        device(entry.device.major, 329)
        device(entry.device.minor, 337)
        finish()
    }

    /// The header of an entry as a program's archive of some form has it; what does not fit stands in
    /// other entries in front of it.
    init(_ entry: TarEntry, size: Int, flag: UInt8, prefix: [UInt8], _ form: TarForm) {
        put(entry.path.prefix(100), 0)
        let hasBinary = form == .gnu || form == .oldGNU
        number(Int(entry.attributes.mode), 100, 7, hasBinary)
        number(Int(entry.attributes.uid), 108, 7, hasBinary)
        number(Int(entry.attributes.gid), 116, 7, hasBinary)
        number(size, 124, 11, hasBinary)
        number(Int(Self.seconds(entry.modified).seconds), 136, 11, hasBinary)
        set(156, flag)
        put(entry.target.prefix(100), 157)
        if form == .v7 {
            clear(257..<265)
            finish()
            return
        }
        if hasBinary {
            clear(257..<265)
            put("ustar  ".utf8, 257)
        }
        put(entry.owner.prefix(31), 265)
        put(entry.group.prefix(31), 297)
        let isDevice = entry.kind == .characterDevice || entry.kind == .blockDevice
        if isDevice || !hasBinary {
            device(entry.device.major, 329)
            device(entry.device.minor, 337)
        }
        put(prefix.prefix(155), 345)
        finish()
    }

    private mutating func clear(_ places: Range<Int>) {
        for place in places {
            sum -= Int(bytes[place])
            bytes[place] = 0
        }
    }

    /// A number in octal digits, or in GNU's base 256 where it has no room for them.
    private mutating func number(_ value: Int, _ place: Int, _ digits: Int, _ hasBinary: Bool) {
        let largest = 1 << (3 * digits)
        if value >= 0, value < largest { return octal(value, place, digits) }
        guard hasBinary else { return octal(max(0, min(value, largest - 1)), place, digits) }
        for index in 0...digits {
            let shift = 8 * (digits - index)
            let byte = shift >= Int.bitWidth ? (value < 0 ? 0xff : 0) : value >> shift & 0xff
            set(place + index, UInt8(truncatingIfNeeded: byte) | (index == 0 ? 0x80 : 0))
        }
    }

    /// The header of extended ones.
    init(flag: UInt8, size: Int) {
        put("PaxHeaders/x".utf8, 0)
        octal(0o644, 100, 7)
        for place in [108, 116, 329, 337] { octal(0, place, 7) }
        octal(size, 124, 11)
        octal(0, 136, 11)
        set(156, flag)
        finish()
    }

    func append(to buffer: inout [UInt8]) { buffer.append(contentsOf: bytes) }

    /// Whole seconds, and the nanoseconds behind them.
    static func seconds(_ time: Nanoseconds) -> (seconds: Int64, fraction: Int64) {
        let (quotient, remainder) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        return remainder < 0 ? (quotient - 1, remainder + 1_000_000_000) : (quotient, remainder)
    }

    /// The nearest time that the header can say.
    static func fitting(_ seconds: Int64) -> Int64 { max(0, min(seconds, Int64(largestSize))) }

    private static func fitting(_ id: UInt32) -> Int { id > largestID ? 0 : Int(id) }

    /// Sets a byte that is zero.
    private mutating func set(_ place: Int, _ byte: UInt8) {
        bytes[place] = byte
        sum += Int(byte)
    }

    private mutating func put(_ text: some Sequence<UInt8>, _ place: Int) {
        var index = place
        for byte in text {
            set(index, byte)
            index += 1
        }
    }

    private mutating func octal(_ value: Int, _ place: Int, _ digits: Int) {
        var rest = value
        for index in (place..<(place + digits)).reversed() {
            set(index, UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest & 7))
            rest >>= 3
        }
    }

    private mutating func device(_ number: UInt32, _ place: Int) {
        if number <= Self.largestID { return octal(Int(number), place, 7) }
        // Pax has no record that other readers know; all of them know base 256.
        set(place, 0x80)
        for index in 0..<4 {
            set(place + 7 - index, UInt8(truncatingIfNeeded: number >> (8 * UInt32(index))))
        }
    }

    private mutating func finish() {
        octal(sum, 148, 6)
        bytes[154] = 0
    }
}
