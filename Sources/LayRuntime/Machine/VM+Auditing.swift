/// Checks on the machine itself, for tests: they make it many times slower.
package struct MachineChecks: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Every reference count is counted anew at calls and at the ends of loops.
    package static let audit = MachineChecks(rawValue: 1)
    /// Freed objects are filled with a pattern and never used again; who touches one is found out.
    package static let poison = MachineChecks(rawValue: 2)
}

extension VM {
    /// What freed objects are filled with, and with it what their count becomes.
    static let poisonByte: UInt8 = 0xdb
    static let poisonCount: UInt32 = 0xdbdb_dbdb

    /// Counts every reference from the roots and compares; a difference is kept in `auditReport`.
    ///
    /// It is exact only where no function written in Swift is half done, so it looks at nothing
    /// deeper than the program's own loop.
    func audit() {
        guard nesting == 1, auditReport == nil else { return }
        var counts: [UInt64: UInt32] = [:]
        var reached: [Value] = []
        func count(_ value: Value) {
            guard value.isObject else { return }
            let known = counts[value.bits]
            counts[value.bits] = (known ?? 0) + 1
            if known == nil { reached.append(value) }
        }
        countRoots(count)
        var next = 0
        while next < reached.count {
            machine.children(of: reached[next], count)
            next += 1
        }
        auditCost = reached.count + (machine.pointee.frame - machine.pointee.frames)
        for value in reached {
            let header = value.header.pointee
            let counted = counts[value.bits] ?? 0
            if header.count != counted || header.kind != value.rawTag {
                auditReport =
                    "a \(value.tag) has the count \(header.count) and \(counted) references"
                return
            }
        }
    }

    private func countRoots(_ count: (Value) -> Void) {
        for slot in 0..<globalCount { count(machine.pointee.globals[slot]) }
        for type in types {
            type.methods.values.forEach(count)
            type.statics.values.forEach(count)
            count(type.constructor)
        }
        for case let function? in loaded {
            for index in 0..<Int(function.pointee.constantCount) {
                count(function.pointee.constants[index])
            }
        }
        for place in 0..<Self.freshValues { count(machine.pointee.fresh[place]) }
        heldMembers.forEach(count)
        for (value, times) in lifetime.held.values { for _ in 0..<times { count(value) } }
        var frame = machine.pointee.frames
        while frame <= machine.pointee.frame {
            let function = frame.pointee.function
            let prototype = prototypes[Int(function.pointee.code.pointee.prototype)]
            let word = frame.pointee.pc - function.pointee.code.pointee.code - 1
            for range in prototype.owned where range.contains(word) {
                count(frame.pointee.base[Int(range.register)])
            }
            if frame.pointee.kind == .entry {
                // Held by the Swift code that entered it: once by the call, once by its maker.
                let callee = Value(.function, UnsafeMutableRawPointer(function))
                count(callee)
                count(callee)
            }
            frame += 1
        }
    }

    /// What is left in the shared blocks, for an audited machine.
    func leftovers() -> String? {
        guard audits, machine.pointee.liveObjects > 0 else { return nil }
        var names: [String] = []
        machine.forEachObject { value in
            let text = value.is(.string) ? " \(Self.quoted(value.text))" : ""
            names.append("\(value.tag)\(text) × \(value.header.pointee.count)")
        }
        return "left: " + names.joined(separator: ", ")
    }

    /// What is wrong with objects that were freed, or with what is left at the end.
    func inspectFreed() -> String? {
        guard machine.pointee.poisons else { return nil }
        for (object, words) in lifetime.quarantine {
            let header = object.assumingMemoryBound(to: ObjectHeader.self)
            if header.pointee.count != Self.poisonCount {
                return "an object of \(words) words was touched after it was freed"
            }
        }
        return nil
    }
}

extension Machine {
    /// Keeps a freed object out of use, filled with a pattern.
    @inline(never)
    func quarantine(_ object: UnsafeMutableRawPointer, _ words: Int) {
        let size = words == 255 ? 16 : words * 8
        UnsafeMutableRawBufferPointer(start: object, count: size).initializeMemory(
            as: UInt8.self, repeating: VM.poisonByte)
        // Walks over the blocks take it for a free cell.
        object.storeBytes(of: 0, as: UInt8.self)
        pointee.host?.takeUnretainedValue().lifetime.quarantine.append((object, words))
    }
}
