import LayFiles
import LayShell

/// The formats of stat.
final class StatFormat {
    private let call: UtilityCall
    private let names: OwnerNames
    private let inodes: InodeNumbers

    init(_ call: UtilityCall) {
        self.call = call
        names = OwnerNames(call.files)
        inodes = InodeNumbers(call.files)
    }

    private var isGNU: Bool { call.manner == .gnu }

    /// What is written without a format.
    func standardFormat(_ entry: FileEntry) -> [UInt8] {
        let isDevice = FileNumbers.device(entry.node) != nil
        if call.has("t") {
            return Array(
                "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z\(isGNU ? " %W" : "") %o".utf8)
        }
        var name = "%n"
        if let target = entry.node.target {
            let shown = String(decoding: target, as: UTF8.self)
            let escaped = shown.split(separator: "%", omittingEmptySubsequences: false)
            name = isGNU ? "%n -> \(escaped.joined(separator: "%%"))" : "%N"
        }
        let device = isGNU ? "%Hd,%Ld" : "%Dh/%dd"
        var lines = ["  File: \(name)"]
        lines.append("  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F")
        lines.append(
            "Device: \(device)\tInode: %-10i  Links: "
                + (isDevice ? "%-5h Device type: %Hr,%Lr" : "%h"))
        lines.append("Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)")
        lines += ["Access: %x", "Modify: %y", "Change: %z"]
        if isGNU { lines.append(" Birth: %w") }
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// What is written of a file system without a format.
    var systemFormat: [UInt8] {
        Array(
            (call.has("t")
                ? "%n %i %l %t %s %S %b %f %a %c %d"
                : "  File: \"%n\"\n    ID: %-8i Namelen: %-7l Type: %T\n"
                    + "Block size: %-10s Fundamental block size: %S\n"
                    + "Blocks: Total: %-10b Free: %-10f Available: %a\n"
                    + "Inodes: Total: %-10c Free: %d").utf8)
    }

    /// `--printf`'s escapes.
    static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < text.count {
            let byte = text[place]
            place += 1
            guard byte == 92, place < text.count else {
                result.append(byte)
                continue
            }
            let letter = text[place]
            place += 1
            switch letter {
            case UInt8(ascii: "a"): result.append(7)
            case UInt8(ascii: "b"): result.append(8)
            case UInt8(ascii: "e"): result.append(27)
            case UInt8(ascii: "f"): result.append(12)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "v"): result.append(11)
            case 48...55:
                var value = Int(letter - 48)
                var digits = 1
                while digits < 3, place < text.count, text[place] &- 48 < 8 {
                    value = value * 8 + Int(text[place] &- 48)
                    place += 1
                    digits += 1
                }
                result.append(UInt8(truncatingIfNeeded: value))
            case UInt8(ascii: "x"):
                var value = 0
                var digits = 0
                while digits < 2, place < text.count,
                    let digit = UnicodeScalar(text[place]).properties.numericType == nil
                        ? Character(UnicodeScalar(text[place])).hexDigitValue
                        : Int(text[place] &- 48)
                {
                    value = value * 16 + digit
                    place += 1
                    digits += 1
                }
                result.append(UInt8(truncatingIfNeeded: value))
            case UInt8(ascii: "\""), 92: result.append(letter)
            default: result += [92, letter]
            }
        }
        return result
    }

    // MARK: Directives

    private struct Directive {
        var flags: [UInt8] = []
        var width = 0
        var precision: Int?
        var modifier: UInt8 = 0
    }

    private func expand(
        _ format: [UInt8], _ known: String,
        _ value: (UInt8, Directive) -> (text: [UInt8], isNumber: Bool)?
    ) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < format.count {
            let byte = format[place]
            place += 1
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            let start = place
            var directive = Directive()
            while place < format.count, "'-+ #0I".utf8.contains(format[place]) {
                directive.flags.append(format[place])
                place += 1
            }
            while place < format.count, format[place] &- 48 < 10 {
                directive.width = min(directive.width * 10 + Int(format[place] &- 48), 4096)
                place += 1
            }
            if place < format.count, format[place] == UInt8(ascii: ".") {
                place += 1
                var precision = 0
                while place < format.count, format[place] &- 48 < 10 {
                    precision = min(precision * 10 + Int(format[place] &- 48), 4096)
                    place += 1
                }
                directive.precision = precision
            }
            if place + 1 < format.count, "HL".utf8.contains(format[place]),
                "dr".utf8.contains(format[place + 1])
            {
                directive.modifier = format[place]
                place += 1
            }
            guard place < format.count else {
                result += [UInt8(ascii: "%")] + format[start...]
                break
            }
            let letter = format[place]
            place += 1
            if letter == UInt8(ascii: "%") {
                result.append(letter)
                continue
            }
            guard let (text, isNumber) = value(letter, directive) else {
                result += isGNU ? [UInt8(ascii: "?")] : [letter]
                continue
            }
            result += Self.padded(text, isNumber, directive)
        }
        return result
    }

    private static func padded(
        _ text: [UInt8], _ isNumber: Bool, _ directive: Directive
    ) -> [UInt8] {
        var text = text
        if let precision = directive.precision {
            if isNumber {
                text = [UInt8](repeating: 48, count: max(0, precision - text.count)) + text
            } else {
                text = Array(text.prefix(precision))
            }
        }
        let missing = max(0, directive.width - text.count)
        if directive.flags.contains(UInt8(ascii: "-")) {
            return text + [UInt8](repeating: 32, count: missing)
        }
        let isZero = isNumber && directive.flags.contains(48) && directive.precision == nil
        return [UInt8](repeating: isZero ? 48 : 32, count: missing) + text
    }

    /// What is written for a file.
    func text(_ format: [UInt8], _ name: [UInt8], _ entry: FileEntry) -> [UInt8] {
        let node = entry.node
        let attributes = node.attributes
        let device = FileNumbers.device(node) ?? DeviceNumber(major: 0, minor: 0)
        func number(_ value: Int, radix: Int = 10) -> (text: [UInt8], isNumber: Bool) {
            (Array(String(value, radix: radix).utf8), true)
        }
        func word(_ text: String) -> (text: [UInt8], isNumber: Bool) { (Array(text.utf8), false) }
        return expand(format, "") { letter, directive in
            switch letter {
            case UInt8(ascii: "a"):
                let text = String(attributes.mode, radix: 8)
                return (
                    Array((directive.flags.contains(35) ? "0" + text : text).utf8), true
                )
            case UInt8(ascii: "A"): return word(ModeText.letters(node))
            case UInt8(ascii: "b"): return number(FileNumbers.blocks(node))
            case UInt8(ascii: "B"): return number(512)
            case UInt8(ascii: "d"):
                switch directive.modifier {
                case UInt8(ascii: "H"): return number(FileNumbers.device >> 8)
                case UInt8(ascii: "L"): return number(FileNumbers.device & 0xff)
                default: return number(FileNumbers.device)
                }
            case UInt8(ascii: "D"): return number(FileNumbers.device, radix: 16)
            case UInt8(ascii: "f"): return number(FileNumbers.mode(node), radix: 16)
            case UInt8(ascii: "F"): return word(Self.kind(node))
            case UInt8(ascii: "g"): return number(Int(attributes.gid))
            case UInt8(ascii: "G"):
                return word(names.group(attributes.gid) ?? (isGNU ? "UNKNOWN" : "UNKNOWN"))
            case UInt8(ascii: "h"): return number(entry.linkCount)
            case UInt8(ascii: "i"): return number(inodes.number(entry))
            case UInt8(ascii: "m") where isGNU: return word("/")
            case UInt8(ascii: "n"): return (name, false)
            case UInt8(ascii: "N"): return (quotedName(name, node), false)
            case UInt8(ascii: "o"): return number(FileNumbers.blockSize)
            case UInt8(ascii: "r") where isGNU:
                switch directive.modifier {
                case UInt8(ascii: "H"): return number(Int(device.major))
                case UInt8(ascii: "L"): return number(Int(device.minor))
                default: return number(Int(device.major) << 8 | Int(device.minor))
                }
            case UInt8(ascii: "R") where isGNU:
                return number(Int(device.major) << 8 | Int(device.minor), radix: 16)
            case UInt8(ascii: "s"): return number(FileNumbers.size(node))
            case UInt8(ascii: "t"): return number(Int(device.major), radix: 16)
            case UInt8(ascii: "T"): return number(Int(device.minor), radix: 16)
            case UInt8(ascii: "u"): return number(Int(attributes.uid))
            case UInt8(ascii: "U"): return word(names.user(attributes.uid) ?? "UNKNOWN")
            case UInt8(ascii: "C") where isGNU: return word("?")
            case UInt8(ascii: "w") where isGNU, UInt8(ascii: "x"), UInt8(ascii: "y"),
                UInt8(ascii: "z"):
                return (time(node.modified, "%Y-%m-%d %H:%M:%S.%N %z"), false)
            case UInt8(ascii: "W") where isGNU, UInt8(ascii: "X"), UInt8(ascii: "Y"),
                UInt8(ascii: "Z"):
                return (seconds(node.modified, directive), true)
            default: return nil
            }
        }
    }

    private func seconds(_ time: Nanoseconds, _ directive: Directive) -> [UInt8] {
        guard isGNU, let precision = directive.precision else { return self.time(time, "%s") }
        let digits = precision == 0 ? 9 : min(precision, 9)
        let whole = self.time(time, "%s.%N")
        return Array(whole.dropLast(9 - digits))
    }

    private func time(_ modified: Nanoseconds, _ format: String) -> [UInt8] {
        let (seconds, rest) = modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        let whole = rest < 0 ? seconds - 1 : seconds
        return TimeText.text(
            Array(format.utf8), seconds: Int(whole),
            nanoseconds: Int(modified - whole * 1_000_000_000), zone: call.zone)
    }

    private func quotedName(_ name: [UInt8], _ node: FileNode) -> [UInt8] {
        if !isGNU {
            guard let target = node.target else { return name }
            return [39] + name + Array("' -> '".utf8) + target + [39]
        }
        let quoted = Array(FileNameQuoting.always(name).utf8)
        guard let target = node.target else { return quoted }
        return quoted + Array(" -> ".utf8) + Array(FileNameQuoting.always(target).utf8)
    }

    private static func kind(_ node: FileNode) -> String {
        switch node.kind {
        case .file: node.size == 0 ? "regular empty file" : "regular file"
        case .directory: "directory"
        case .symlink: "symbolic link"
        case .fifo: "fifo"
        case .characterDevice: "character special file"
        case .blockDevice: "block special file"
        }
    }

    /// What is written for the file system of a file.
    func fileSystem(_ format: [UInt8], _ name: [UInt8]) -> [UInt8] {
        // As large as df says.
        let blocks = (64 << 30) / FileNumbers.blockSize
        func number(_ value: Int, radix: Int = 10) -> (text: [UInt8], isNumber: Bool) {
            (Array(String(value, radix: radix).utf8), true)
        }
        return expand(format, "") { letter, _ in
            switch letter {
            case UInt8(ascii: "n"): (name, false)
            case UInt8(ascii: "i"): number(FileNumbers.device, radix: 16)
            case UInt8(ascii: "l"): number(255)
            case UInt8(ascii: "t"): number(0xef53, radix: 16)
            case UInt8(ascii: "T"): (Array("ext2/ext3".utf8), false)
            case UInt8(ascii: "s"), UInt8(ascii: "S"): number(FileNumbers.blockSize)
            case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "f"): number(blocks)
            case UInt8(ascii: "c"), UInt8(ascii: "d"): number(16 << 20)
            default: nil
            }
        }
    }
}
