/// Tries the ways through a program with back-references, one after the other.
///
/// Ways are tried in the order in which glibc would take them and the longest match is kept. A
/// place that was tried before with the same referenced groups is not tried again, which keeps
/// ordinary patterns polynomial; the caller's step count bounds the others.
struct Backtracker {
    private let program: Program
    private let referenced: [Int]
    private let foldsCase: Bool
    private var tried: Set<Key> = []
    private var choices: [Choice] = []
    /// The registers of the waiting choices, one after the other.
    private var saved: [Int] = []
    /// Where each loop was last entered on this way.
    private var loopPlaces: [Int]
    private let loopIndexes: [Int32]

    /// A place and what the referenced groups took there.
    private struct Key: Hashable {
        let node: Int32
        let place: Int
        var groups: (Int, Int, Int, Int) = (-1, -1, -1, -1)

        static func == (left: Self, right: Self) -> Bool {
            left.node == right.node && left.place == right.place && left.groups == right.groups
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(node)
            hasher.combine(place)
            hasher.combine(groups.0)
            hasher.combine(groups.1)
            hasher.combine(groups.2)
            hasher.combine(groups.3)
        }
    }

    private struct Choice {
        let node: Int32
        let place: Int
    }

    /// How many places are remembered.
    private static var maximumTried: Int { 400_000 }

    init(_ program: Program, _ referenced: [Int], foldsCase options: RegularExpression.Options) {
        self.program = program
        self.referenced = referenced
        foldsCase = options.contains(.foldsCase)
        var count = 0
        var indexes = [Int32](repeating: -1, count: program.instructions.count)
        for (index, instruction) in program.instructions.enumerated() where instruction.isLoop {
            indexes[index] = Int32(truncatingIfNeeded: count)
            count += 1
        }
        loopIndexes = indexes
        loopPlaces = [Int](repeating: -1, count: count)
    }

    /// The longest match that begins at `start`, whose groups are left in `best`.
    ///
    /// - Throws: what `steps` throws.
    mutating func match<Failure: Error>(
        _ decoder: TextDecoder, at start: Int, _ isAtLineStart: Bool, best: inout [Int],
        _ steps: (Int) throws(Failure) -> Void
    ) throws(Failure) -> Int? {
        let count = decoder.text.count
        let registers = GroupRegisters(groupCount: program.groupCount)
        var bestEnd = -1
        var node = Int32(truncatingIfNeeded: program.start)
        var place = start
        var stepCount = 0
        tried.removeAll(keepingCapacity: tried.count < 4096)
        choices.removeAll(keepingCapacity: true)
        saved.removeAll(keepingCapacity: true)
        for index in loopPlaces.indices { loopPlaces[index] = -1 }
        while true {
            stepCount &+= 1
            if stepCount & 1023 == 0 { try steps(1024) }
            let instruction = program.instructions[Int(node)]
            var fails = false
            switch instruction.operation {
            case .accept:
                if place > bestEnd {
                    bestEnd = place
                    best = Array(registers.offsets)
                    if place == count {
                        try steps(stepCount & 1023)
                        return place
                    }
                }
                fails = true
            case .set, .anything:
                if place < count {
                    let (symbol, length) = decoder.symbol(at: place)
                    if instruction.operation == .anything
                        || program.sets[Int(instruction.argument)].contains(symbol)
                    {
                        place &+= length
                        node = instruction.out
                    } else {
                        fails = true
                    }
                } else {
                    fails = true
                }
            case .open:
                registers.open(Int(instruction.argument), at: place)
                node = instruction.out
            case .close:
                registers.close(
                    Int(instruction.argument), at: place, isOptional: instruction.isOptional)
                node = instruction.out
            case .anchor:
                let before = program.contextBefore(place, decoder, isAtLineStart: isAtLineStart)
                let after = program.contextAfter(place, decoder)
                fails = !instruction.anchor.holds(before, after)
                node = instruction.out
            case .reference:
                if let next = take(Int(instruction.argument), registers, decoder, place) {
                    stepCount &+= (next &- place) / 16
                    place = next
                    node = instruction.out
                } else {
                    fails = true
                }
            case .split:
                let loop = Int(loopIndexes[Int(node)])
                if loop >= 0, loopPlaces[loop] == place {
                    node = instruction.alternate
                } else if isTried(node, place, registers) {
                    fails = true
                } else {
                    if loop >= 0 { loopPlaces[loop] = place }
                    choices.append(Choice(node: instruction.alternate, place: place))
                    saved.append(contentsOf: registers.offsets)
                    saved.append(contentsOf: registers.settled)
                    saved.append(contentsOf: loopPlaces)
                    node = instruction.out
                    try checkSize(steps)
                }
            }
            guard fails else { continue }
            guard let choice = choices.popLast() else { break }
            node = choice.node
            place = choice.place
            restore(registers)
        }
        try steps(stepCount & 1023)
        return bestEnd < 0 ? nil : bestEnd
    }

    /// Waiting choices cost memory; beyond a bound each is charged as many steps.
    private func checkSize<Failure: Error>(
        _ steps: (Int) throws(Failure) -> Void
    ) throws(Failure) {
        if saved.count > 1 << 22 { try steps(1 << 10) }
    }

    private mutating func restore(_ registers: GroupRegisters) {
        let width = registers.offsets.count
        let start = saved.count &- width &* 2 &- loopPlaces.count
        for index in 0..<width {
            registers.offsets[index] = saved[start &+ index]
            registers.settled[index] = saved[start &+ width &+ index]
        }
        for index in loopPlaces.indices {
            loopPlaces[index] = saved[start &+ width &* 2 &+ index]
        }
        saved.removeLast(saved.count &- start)
    }

    /// Whether a place was tried before; it is from now on.
    private mutating func isTried(
        _ node: Int32, _ place: Int, _ registers: GroupRegisters
    ) -> Bool {
        guard referenced.count <= 2 else { return false }
        var key = Key(node: node, place: place)
        key.groups.0 = registers.offsets[referenced[0] &* 2]
        key.groups.1 = registers.offsets[referenced[0] &* 2 &+ 1]
        if referenced.count == 2 {
            key.groups.2 = registers.offsets[referenced[1] &* 2]
            key.groups.3 = registers.offsets[referenced[1] &* 2 &+ 1]
        }
        if tried.count >= Self.maximumTried { return tried.contains(key) }
        return !tried.insert(key).inserted
    }

    /// Where the text that a group took ends when it is taken again at `place`.
    private func take(
        _ group: Int, _ registers: GroupRegisters, _ decoder: TextDecoder, _ place: Int
    ) -> Int? {
        var source = registers.offsets[group &* 2]
        let end = registers.offsets[group &* 2 &+ 1]
        guard source >= 0, end >= source else { return nil }
        let text = decoder.text
        var place = place
        if !foldsCase {
            guard end &- source <= text.count &- place else { return nil }
            while source < end {
                if text[source] != text[place] { return nil }
                source &+= 1
                place &+= 1
            }
            return place
        }
        while source < end {
            guard place < text.count else { return nil }
            let (wanted, length) = decoder.symbol(at: source)
            let (found, taken) = decoder.symbol(at: place)
            guard
                wanted == found
                    || wanted.counterparts(isUTF8: decoder.isUTF8).contains(found)
            else { return nil }
            source &+= length
            place &+= taken
        }
        return place
    }
}
