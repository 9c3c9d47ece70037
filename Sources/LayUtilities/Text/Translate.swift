import LayShell

extension Utilities {
    static let trUtility = Utility(
        "tr", "translate, squeeze, or delete characters of the standard input",
        usage: "[OPTION]... STRING1 [STRING2]",
        [
            UtilityOption("-c, -C, --complement", "use all characters but STRING1's"),
            UtilityOption("-d, --delete", "delete characters of STRING1"),
            UtilityOption("-s, --squeeze-repeats", "replace repeats by one character"),
            UtilityOption("-t, --truncate-set1", "cut STRING1 to STRING2's length", .works, .gnu),
        ],
        stopsAtOperand: true
    ) { call in
        try checkOperands(call)
        let isStrict = call.manner == .gnu
        let sets = try call.operands.prefix(2).map { try TranslateSet($0, isStrict: isStrict) }
        for set in sets where isStrict {
            for warning in set.warnings { try call.complain(warning) }
        }
        let translates = sets.count == 2 && !call.has("d")
        let from = try source(sets, call, translates: translates)
        var table = Array(UInt8.min...UInt8.max)
        if translates {
            for (byte, target) in try pairs(sets, from, call) { table[Int(byte)] = target }
        }
        var deleted = [Bool](repeating: false, count: 256)
        if call.has("d") { for byte in from { deleted[Int(byte)] = true } }
        var squeezed = [Bool](repeating: false, count: 256)
        if call.has("s") {
            for byte in sets.count == 2 ? sets[1].bytes() : from { squeezed[Int(byte)] = true }
        }
        try translate(call, table, deleted, squeezed)
        return 0
    }

    private static func checkOperands(_ call: UtilityCall) throws {
        let count = call.operands.count
        let (deletes, squeezes) = (call.has("d"), call.has("s"))
        let least = deletes == squeezes ? 2 : 1
        let most = deletes && !squeezes ? 1 : 2
        if call.manner == .busybox {
            if count == 0 || count > 2 || !deletes && !squeezes && count == 1 {
                throw call.misuse("missing operand")
            }
            if count == 2, call.operands[1].isEmpty {
                throw UtilityFailure("STRING2 cannot be empty")
            }
            return
        }
        if count < least {
            if count == 0 { throw call.misuse("missing operand") }
            throw call.misuse(
                "missing operand after \(FileNameQuoting.always(call.operands[count - 1]))\n"
                    + (squeezes
                        ? "Two strings must be given when both deleting and squeezing repeats."
                        : "Two strings must be given when translating."))
        }
        if count > most {
            let extra = "extra operand \(FileNameQuoting.always(call.operands[most]))"
            throw call.misuse(
                count == 2
                    ? extra
                        + "\nOnly one string may be given when deleting without squeezing repeats."
                    : extra)
        }
    }

    /// The bytes that the first string means.
    private static func source(
        _ sets: [TranslateSet], _ call: UtilityCall, translates: Bool
    ) throws -> [UInt8] {
        let isStrict = call.manner == .gnu
        if isStrict, sets[0].openRepeats > 0 {
            throw UtilityFailure("the [c*] repeat construct may not appear in string1")
        }
        if isStrict, sets.count == 2 {
            if sets[1].openRepeats > 1 {
                throw UtilityFailure("only one [c*] repeat construct may appear in string2")
            }
            if !translates, sets[1].openRepeats > 0 {
                throw UtilityFailure(
                    "the [c*] construct may appear in string2 only when translating")
            }
        }
        let from = sets[0].bytes()
        guard call.has("c") else { return from }
        let known = Set(from)
        return (UInt8.min...UInt8.max).filter { !known.contains($0) }
    }

    /// What becomes of which byte.
    private static func pairs(
        _ sets: [TranslateSet], _ source: [UInt8], _ call: UtilityCall
    ) throws -> [(UInt8, UInt8)] {
        let isStrict = call.manner == .gnu
        var from = source
        let second = sets[1]
        if isStrict { try check(second, against: sets[0], call) }
        var to = second.bytes()
        if second.openRepeats > 0, from.count > to.count {
            to = second.bytes(fill: from.count - to.count)
        }
        if call.has("t"), from.count > to.count { from = Array(from.prefix(to.count)) }
        if from.count > to.count {
            guard let last = to.last else {
                throw UtilityFailure("when not truncating set1, string2 must be non-empty")
            }
            switch second.elements.last {
            case .upper?, .lower?, .other?:
                if isStrict {
                    throw UtilityFailure(
                        "when translating with string1 longer than string2,\n"
                            + "the latter string must not end with a character class")
                }
            default: break
            }
            to += [UInt8](repeating: last, count: from.count - to.count)
        }
        if isStrict, call.has("c"), hasClass(sets[0]), Set(to.prefix(from.count)).count > 1 {
            throw UtilityFailure(
                "when translating with complemented character classes,\n"
                    + "string2 must map all characters in the domain to one")
        }
        return Array(zip(from, to))
    }

    private static func hasClass(_ set: TranslateSet) -> Bool {
        set.elements.contains {
            switch $0 {
            case .upper, .lower, .other: true
            default: false
            }
        }
    }

    private static func check(
        _ second: TranslateSet, against first: TranslateSet, _ call: UtilityCall
    ) throws {
        for element in second.elements {
            if case .equivalence = element {
                throw UtilityFailure(
                    "[=c=] expressions may not appear in string2 when translating")
            }
        }
        for element in second.elements {
            if case .other = element {
                throw UtilityFailure(
                    "when translating, the only character classes that may appear in\n"
                        + "string2 are 'upper' and 'lower'")
            }
        }
        if !call.has("c"), !second.caseClasses.isSubset(of: first.caseClasses) {
            throw UtilityFailure("misaligned [:upper:] and/or [:lower:] construct")
        }
    }

    private static func translate(
        _ call: UtilityCall, _ table: [UInt8], _ deleted: [Bool], _ squeezed: [Bool]
    ) throws {
        let isPlain = !deleted.contains(true) && !squeezed.contains(true)
        try call.eachInput([]) { reader, _ in
            var last = -1
            while let range = try reader.piece() {
                let result = [UInt8](unsafeUninitializedCapacity: range.count) { room, count in
                    reader.bytes.withUnsafeBufferPointer { bytes in
                        table.withUnsafeBufferPointer { table in
                            if isPlain {
                                for place in range {
                                    room[count] = table[Int(bytes[place])]
                                    count += 1
                                }
                                return
                            }
                            for place in range where !deleted[Int(bytes[place])] {
                                let byte = table[Int(bytes[place])]
                                if last == Int(byte), squeezed[Int(byte)] { continue }
                                last = Int(byte)
                                room[count] = byte
                                count += 1
                            }
                        }
                    }
                }
                try call.write(result)
            }
        }
    }
}
