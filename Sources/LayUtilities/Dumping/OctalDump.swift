import LayShell

extension Utilities {
    static let odUtility = Utility(
        "od", "write files in octal and other forms",
        usage: "[OPTION]... [FILE]... [[+]OFFSET[.][b]]",
        [
            UtilityOption("-A, --address-radix=RADIX", "addresses: d, o, x or n for none"),
            UtilityOption("--endian=ORDER", "order of bytes: big or little", .works, .gnu),
            UtilityOption("-j, --skip-bytes=BYTES", "leave out bytes in front"),
            UtilityOption("-N, --read-bytes=BYTES", "at most so many bytes"),
            UtilityOption("-S BYTES", "write strings of at least BYTES"),
            UtilityOption("--strings[=BYTES]", "as -S, 3 without a number", .works, .gnu),
            UtilityOption("-t, --format=TYPE", "the forms: a, c, d, f, o, u, x with a size, z"),
            UtilityOption("-v, --output-duplicates", "write lines that repeat, too"),
            UtilityOption("-w, --width[=BYTES]", "bytes per line, 32 without a number"),
            UtilityOption("--traditional", "old calls", .idle("they are known anyway"), .gnu),
            UtilityOption("-a", "as -t a"), UtilityOption("-b", "as -t o1"),
            UtilityOption("-c", "as -t c"), UtilityOption("-d", "as -t u2"),
            UtilityOption("-D", "as -t u4"), UtilityOption("-e", "as -t f8"),
            UtilityOption("-f", "as -t f4"), UtilityOption("-F", "as -t f8"),
            UtilityOption("-h", "as -t x2"), UtilityOption("-H", "as -t x4"),
            UtilityOption("-i", "as -t d4"), UtilityOption("-I", "as -t d8"),
            UtilityOption("-l", "as -t d8"), UtilityOption("-L", "as -t d8"),
            UtilityOption("-o", "as -t o2"), UtilityOption("-O", "as -t o4"),
            UtilityOption("-B", "as -t o2"), UtilityOption("-s", "as -t d2"),
            UtilityOption("-x", "as -t x2"), UtilityOption("-X", "as -t x4"),
        ]
    ) { call in
        var dump = try OctalDump(call)
        return try dump.run()
    }
}

/// A call of `od`.
private struct OctalDump {
    private let call: UtilityCall
    private let forms: [DumpForm]
    private let radix: UInt8
    private let width: Int
    private let isBig: Bool
    private var skip = 0
    private var limit: Int?
    private var files: [[UInt8]]

    private static let old: [String: String] = [
        "a": "a", "b": "o1", "c": "c", "d": "u2", "D": "u4", "e": "f8", "f": "f4", "F": "f8",
        "h": "x2", "H": "x4", "i": "d4", "I": "d8", "l": "d8", "L": "d8", "o": "o2", "O": "o4",
        "B": "o2", "s": "d2", "x": "x2", "X": "x4",
    ]

    init(_ call: UtilityCall) throws {
        self.call = call
        files = call.operands
        let address = call.options.value("A") ?? [UInt8(ascii: "o")]
        guard let first = address.first, "doxn".utf8.contains(first) else {
            throw UtilityFailure(
                "invalid output address radix \(FileNameQuoting.always(Array(address.prefix(1))));"
                    + " it must be one character from [doxn]")
        }
        radix = first
        isBig = call.options.text("endian")?.hasPrefix("b") == true
        skip = try Self.number("j", call) ?? 0
        limit = try Self.number("N", call)
        var forms: [DumpForm] = []
        for (key, value) in call.options.given {
            if key == "t" { forms += try DumpForm.read(value ?? [], call) }
            if let type = call.manner == .busybox && key == "i" ? "d2" : Self.old[key] {
                forms += try DumpForm.read(Array(type.utf8), call)
            }
        }
        if forms.isEmpty { forms = try DumpForm.read(Array("o2".utf8), call) }
        self.forms = forms
        var unit = 1
        for form in forms where unit % form.size != 0 { unit = max(unit, form.size) }
        var width = 16
        if call.has("w") {
            width = 32
            if let text = call.options.value("w") {
                width = SizeText.number(text) ?? 0
                if width == 0 || width % unit != 0 || width > 1 << 20 {
                    try call.complain("warning: invalid width \(width); using \(unit) instead")
                    width = unit
                }
            }
        }
        self.width = width
        readOffset()
    }

    private static func number(_ key: String, _ call: UtilityCall) throws -> Int? {
        guard let text = call.options.value(key) else { return nil }
        if text.starts(with: Array("0x".utf8)), let value = Int(call.text(text[2...]), radix: 16) {
            return value
        }
        guard let value = SizeText.number(text) else {
            throw UtilityFailure("invalid -\(key) argument \(FileNameQuoting.always(text))")
        }
        return text.first == 48 ? Int(call.text(text), radix: 8) ?? value : value
    }

    /// `od FILE +OFFSET` and `od FILE OFFSET`, as they once were.
    private mutating func readOffset() {
        guard let last = files.last, files.count <= 2,
            !call.options.has(any: "A", "j", "N", "t", "v", "w", "S", "strings")
        else { return }
        let isMarked = last.first == UInt8(ascii: "+")
        var digits = call.text(isMarked ? last[1...] : last[...])
        guard isMarked || files.count == 2 && digits.first?.isNumber == true else { return }
        var factor = 1
        if digits.hasSuffix("b") {
            factor = 512
            digits.removeLast()
        }
        var base = 8
        if digits.hasPrefix("0x") {
            base = 16
            digits.removeFirst(2)
        }
        guard let value = Int(digits, radix: base), value >= 0, value < 1 << 40 else { return }
        files.removeLast()
        skip = value * factor
    }

    mutating func run() throws -> UInt8 {
        let input = DumpInput(files, limit: limit, call)
        if try !input.skip(skip) { throw UtilityFailure("cannot skip past end of combined input") }
        if call.options.has(any: "S", "strings") { return try strings(input) }
        var before: [UInt8]?
        var isStarred = false
        while true {
            let start = input.offset
            let line = try input.next(width)
            if line.isEmpty { break }
            if line == before, line.count == width, !call.has("v") {
                if !isStarred { try call.write("*\n") }
                isStarred = true
                continue
            }
            isStarred = false
            before = line
            try write(line, start)
        }
        if radix != UInt8(ascii: "n"), input.opened > 0 {
            try call.write(address(input.offset))
            try call.write(byte: 10)
        }
        return call.status
    }

    private func address(_ offset: Int) -> [UInt8] {
        let (base, width): (Int, Int)
        switch radix {
        case UInt8(ascii: "d"): (base, width) = (10, 7)
        case UInt8(ascii: "x"): (base, width) = (16, 6)
        case UInt8(ascii: "n"): return []
        default: (base, width) = (8, 7)
        }
        let digits = Array(String(offset, radix: base).utf8)
        return [UInt8](repeating: 48, count: max(0, width - digits.count)) + digits
    }

    private func write(_ line: [UInt8], _ start: Int) throws {
        let blockWidth = forms.map { ($0.width + 1) * (width / $0.size) }.max() ?? 0
        let margin = radix == UInt8(ascii: "n") ? 0 : address(start).count
        for (index, form) in forms.enumerated() {
            try call.write(
                index == 0
                    ? address(start) : [UInt8](repeating: 32, count: margin))
            let fields = width / form.size
            let pad =
                call.manner == .busybox ? 0 : blockWidth - (form.width + 1) * fields
            var remaining = pad
            var place = 0
            for field in (0..<fields).reversed() {
                let next = pad * field / fields
                let size = form.width + 1 + remaining - next
                remaining = next
                if place >= line.count {
                    if form.showsText { try call.write([UInt8](repeating: 32, count: size)) }
                    continue
                }
                var bytes = Array(line[place..<min(line.count, place + form.size)])
                while bytes.count < form.size { bytes.append(0) }
                if isBig { bytes.reverse() }
                let text = form.text(bytes)
                try call.write([UInt8](repeating: 32, count: max(0, size - text.count)))
                try call.write(text)
                place += form.size
            }
            if form.showsText {
                try call.write("  >")
                try call.write(line.map { $0 &- 32 < 95 ? $0 : UInt8(ascii: ".") })
                try call.write("<")
            }
            try call.write(byte: 10)
        }
    }

    /// Writes what ends with NUL and is long enough.
    private func strings(_ input: DumpInput) throws -> UInt8 {
        let least =
            (call.options.value("S") ?? call.options.value("strings")).flatMap {
                SizeText.number($0)
            } ?? 3
        var text: [UInt8] = []
        while true {
            let start = input.offset
            let piece = try input.next(4096)
            if piece.isEmpty { return call.status }
            for (index, byte) in piece.enumerated() {
                if byte &- 32 < 95 || (8...13).contains(byte) || byte == 7 {
                    try call.context.hold(1)
                    text.append(byte)
                    continue
                }
                if byte == 0, text.count >= least {
                    let address = address(start + index - text.count)
                    if !address.isEmpty { try call.write(address + [32]) }
                    try call.write(text)
                    try call.write(byte: 10)
                }
                call.context.release(text.count)
                text = []
            }
        }
    }
}
