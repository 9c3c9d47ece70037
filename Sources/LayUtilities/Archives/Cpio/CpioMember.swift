internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// The header of a member of a cpio archive.
struct CpioMember {
    /// The forms of headers.
    enum Form {
        /// Numbers of two bytes, the low one first.
        case binary
        /// The same, the high byte first.
        case swapped
        /// Octal digits (POSIX.1-1988).
        case old
        /// Hexadecimal digits, `crc` with a checksum.
        case new, checked
    }

    var name: [UInt8] = []
    /// What stat(2) tells: the kind and the permissions.
    var mode: UInt32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    var modified = 0
    var size = 0
    var inode = 0
    var device = 0
    var links = 1
    var number = DeviceNumber(major: 0, minor: 0)

    private static let longestName = 4096

    var kind: FileKind? {
        switch mode & 0o170000 {
        case 0o100000, 0: .file
        case 0o040000: .directory
        case 0o120000: .symlink
        case 0o010000: .fifo
        case 0o020000: .characterDevice
        case 0o060000: .blockDevice
        default: nil
        }
    }

    var isTrailer: Bool { name.elementsEqual("TRAILER!!!".utf8) }

    init() {}

    /// The form that the first bytes tell; `nil` for none.
    static func form(of bytes: UnsafeRawBufferPointer) -> Form? {
        if bytes.starts(with: "070701".utf8) { return .new }
        if bytes.starts(with: "070702".utf8) { return .checked }
        if bytes.starts(with: "070707".utf8) { return .old }
        if bytes.starts(with: [0xc7, 0x71]) { return .binary }
        return bytes.starts(with: [0x71, 0xc7]) ? .swapped : nil
    }

    /// Reads the next header and passes it; `nil` at the end of the bytes.
    ///
    /// - Throws: `StreamFault` for what is none; what the bytes' source throws.
    init?(_ input: PulledBytes) throws {
        let start = try input.peek(110)
        if start.isEmpty { return nil }
        guard let form = Self.form(of: start) else { throw StreamFault.foreign }
        let length: Int
        let nameSize: Int
        switch form {
        case .new, .checked:
            length = 110
            guard start.count >= 110 else { throw StreamFault.cutShort }
            func hex(_ index: Int) throws -> Int {
                let field = start[(6 + 8 * index)..<(14 + 8 * index)]
                guard let value = Int(String(decoding: field, as: UTF8.self), radix: 16) else {
                    throw StreamFault.damaged
                }
                return value
            }
            inode = try hex(0)
            mode = UInt32(truncatingIfNeeded: try hex(1))
            uid = UInt32(truncatingIfNeeded: try hex(2))
            gid = UInt32(truncatingIfNeeded: try hex(3))
            links = try hex(4)
            modified = try hex(5)
            size = try hex(6)
            device = try hex(7) &* 4096 &+ hex(8)
            number = DeviceNumber(
                major: UInt32(truncatingIfNeeded: try hex(9)),
                minor: UInt32(truncatingIfNeeded: try hex(10)))
            nameSize = try hex(11)
        case .old:
            length = 76
            guard start.count >= 76 else { throw StreamFault.cutShort }
            func octal(_ place: Int, _ count: Int = 6) throws -> Int {
                let field = start[place..<(place + count)]
                guard let value = Int(String(decoding: field, as: UTF8.self), radix: 8) else {
                    throw StreamFault.damaged
                }
                return value
            }
            device = try octal(6)
            inode = try octal(12)
            mode = UInt32(try octal(18))
            uid = UInt32(try octal(24))
            gid = UInt32(try octal(30))
            links = try octal(36)
            let rdev = try octal(42)
            number = DeviceNumber(major: UInt32(rdev >> 8), minor: UInt32(rdev & 0xff))
            modified = try octal(48, 11)
            nameSize = try octal(59)
            size = try octal(65, 11)
        case .binary, .swapped:
            length = 26
            guard start.count >= 26 else { throw StreamFault.cutShort }
            func word(_ index: Int) -> Int {
                let (first, second) = (Int(start[2 * index]), Int(start[2 * index + 1]))
                return form == .binary ? first | second << 8 : first << 8 | second
            }
            device = word(1)
            inode = word(2)
            mode = UInt32(word(3))
            uid = UInt32(word(4))
            gid = UInt32(word(5))
            links = word(6)
            number = DeviceNumber(major: UInt32(word(7) >> 8), minor: UInt32(word(7) & 0xff))
            modified = word(8) << 16 | word(9)
            nameSize = word(10)
            size = word(11) << 16 | word(12)
        }
        guard nameSize > 0, nameSize <= Self.longestName, size >= 0 else {
            throw StreamFault.damaged
        }
        _ = try input.skip(length)
        let bytes = try input.peek(nameSize)
        guard bytes.count == nameSize else { throw StreamFault.cutShort }
        name = Array(bytes.prefix { $0 != 0 })
        _ = try input.skip(nameSize + Self.padding(length + nameSize, form))
    }

    /// Bytes that fill what is written up to the next member's place.
    static func padding(_ count: Int, _ form: Form) -> Int {
        switch form {
        case .old: 0
        case .new, .checked: -count & 3
        case .binary, .swapped: count & 1
        }
    }

    /// The header as it is written, with the name.
    func header(_ form: Form) -> [UInt8] {
        var bytes: [UInt8] = []
        func digits(_ value: Int, _ radix: Int, _ count: Int) {
            let text = String(max(0, value), radix: radix).suffix(count)
            bytes += repeatElement(48, count: count - text.utf8.count)
            bytes += (radix == 16 ? text.uppercased() : String(text)).utf8
        }
        let nameSize = name.count + 1
        switch form {
        case .new, .checked:
            bytes += (form == .new ? "070701" : "070702").utf8
            for value in [
                inode, Int(mode), Int(uid), Int(gid), links, modified, size, 0, 0,
                Int(number.major), Int(number.minor), nameSize, 0,
            ] { digits(value, 16, 8) }
        case .old:
            bytes += "070707".utf8
            let rdev = Int(number.major << 8 | number.minor & 0xff)
            for value in [
                device, inode, Int(mode), Int(uid), Int(gid), links, rdev,
            ] { digits(value & 0o777777, 8, 6) }
            digits(modified, 8, 11)
            digits(nameSize, 8, 6)
            digits(size, 8, 11)
        case .binary, .swapped:
            let rdev = Int(number.major << 8 | number.minor & 0xff)
            for value in [
                0o070707, device, inode, Int(mode), Int(uid), Int(gid), links, rdev,
                modified >> 16, modified, nameSize, size >> 16, size,
            ] {
                bytes.append(UInt8(truncatingIfNeeded: value))
                bytes.append(UInt8(truncatingIfNeeded: value >> 8))
            }
        }
        bytes += name + [0]
        bytes += repeatElement(0, count: Self.padding(bytes.count, form))
        return bytes
    }
}
