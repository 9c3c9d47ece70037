/// The record and its fields, which are cut out of it as far as they are asked for.
final class AwkRecord {
    @exclusivity(unchecked) private var base: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private var count = 0
    @exclusivity(unchecked) private var capacity = 1024
    /// The record as a text, once somebody asked for it.
    @exclusivity(unchecked) private var wholeText: AwkText?
    /// Whether a field or `NF` changed since the bytes were put together.
    @exclusivity(unchecked) private var isStale = false
    /// Starts and ends of the fields that were found.
    @exclusivity(unchecked) private var bounds: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private var boundCapacity = 64
    @exclusivity(unchecked) private var found = 0
    @exclusivity(unchecked) private var isSplit = true
    @exclusivity(unchecked) private var position = 0
    /// What parted the fields when the record came.
    @exclusivity(unchecked) private var splitter = AwkSplitter.blanks
    /// The fields that were assigned, once one was; `nothing` for those that lie in the record.
    @exclusivity(unchecked) private var values: [AwkValue] = []
    @exclusivity(unchecked) private var hasValues = false
    private let account: AwkAccount

    /// The most fields of a record.
    static let fieldLimit = 1 << 24

    /// An empty record.
    init(_ account: AwkAccount) {
        self.account = account
        base = .allocate(capacity: capacity)
        bounds = .allocate(capacity: boundCapacity)
    }

    deinit {
        base.deallocate()
        bounds.deallocate()
    }

    /// Replaces the record.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func set(_ span: UnsafeBufferPointer<UInt8>, _ machine: AwkMachine) throws {
        if span.count > capacity { try grow(span.count) }
        try machine.work(span.count)
        if let source = span.baseAddress { base.update(from: source, count: span.count) }
        count = span.count
        wholeText = nil
        isStale = false
        found = 0
        position = 0
        isSplit = false
        if hasValues { dropValues() }
        splitter = machine.splitter
    }

    private func dropValues() {
        values.removeAll(keepingCapacity: true)
        hasValues = false
    }

    private func grow(_ least: Int) throws {
        let room = max(least, capacity &* 2)
        try account.admit(room)
        account.take(room &- capacity)
        base.deallocate()
        base = .allocate(capacity: room)
        capacity = room
    }

    /// The bytes of the record, valid until it changes.
    ///
    /// - Throws: what the host throws where there is no memory.
    @inline(__always)
    func span(_ machine: AwkMachine) throws -> UnsafeBufferPointer<UInt8> {
        if isStale { try rebuild(machine) }
        return UnsafeBufferPointer(start: base, count: count)
    }

    /// The record as a text.
    ///
    /// - Throws: what the host throws where there is no memory.
    func text(_ machine: AwkMachine) throws -> AwkText {
        if !isStale, let wholeText { return wholeText }
        let span = try span(machine)
        try account.admit(span.count)
        let text = AwkText.make(span, account)
        wholeText = text
        return text
    }

    /// Puts the record together from its fields, which lie in it from then on.
    private func rebuild(_ machine: AwkMachine) throws {
        let scratch = machine.scratch
        let start = scratch.count
        while boundCapacity / 2 < values.count { growBounds() }
        for index in values.indices {
            if index > 0 { try scratch.append(machine.outputFieldSeparator) }
            let first = scratch.count &- start
            let bound = bounds + index &* 2
            if case .nothing = values[index] {
                try scratch.append(
                    UnsafeBufferPointer(
                        start: base + Int(bound[0]), count: Int(bound[1] &- bound[0])))
            } else {
                try machine.append(values[index], isPrinted: false)
            }
            bound[0] = Int32(truncatingIfNeeded: first)
            bound[1] = Int32(truncatingIfNeeded: scratch.count &- start)
        }
        let span = scratch.span(from: start)
        try machine.work(span.count &+ values.count &* AwkAccount.bytesPerStep / 8)
        if span.count > capacity { try grow(span.count) }
        if let source = span.baseAddress { base.update(from: source, count: span.count) }
        count = span.count
        scratch.count = start
        wholeText = nil
        isStale = false
    }

    /// How many fields there are.
    ///
    /// - Throws: what ends the program.
    @inline(__always)
    func fieldCount(_ machine: AwkMachine) throws -> Int {
        if hasValues { return values.count }
        if !isSplit { split(to: Int.max) }
        return found
    }

    /// The bytes of a field, 1 or more, valid until the record changes; nil for a field that was
    /// assigned a number.
    ///
    /// - Throws: what ends the program.
    @inline(__always)
    func fieldSpan(_ index: Int, _ machine: AwkMachine) throws -> UnsafeBufferPointer<UInt8>? {
        if hasValues {
            guard index <= values.count else {
                return UnsafeBufferPointer(start: base, count: 0)
            }
            switch values[index &- 1] {
            case .text(let text), .input(let text): return text.span
            case .number, .array: return nil
            case .nothing: break
            }
        }
        if index > found, !isSplit { split(to: index) }
        guard index <= found else { return UnsafeBufferPointer(start: base, count: 0) }
        let bound = bounds + (index &- 1) &* 2
        return UnsafeBufferPointer(
            start: base + Int(bound[0]), count: Int(bound[1] &- bound[0]))
    }

    /// The value of a field, 1 or more.
    ///
    /// - Throws: what ends the program.
    func field(_ index: Int, _ machine: AwkMachine) throws -> AwkValue {
        if hasValues {
            guard index <= values.count else { return missing(machine) }
            if case .nothing = values[index &- 1] {} else { return values[index &- 1] }
        }
        if index > found, !isSplit { split(to: index) }
        guard index <= found else { return missing(machine) }
        guard let span = try fieldSpan(index, machine) else { return .nothing }
        try account.admit(span.count)
        return .input(AwkText.make(span, account))
    }

    /// The value of a field that is not there.
    private func missing(_ machine: AwkMachine) -> AwkValue {
        machine.manner.hasOpenFields ? .nothing : .input(machine.emptyText)
    }

    /// A field, 1 or more, as a number.
    ///
    /// - Throws: what ends the program.
    func number(_ index: Int, _ machine: AwkMachine) throws -> Double {
        guard let span = try fieldSpan(index, machine) else { return values[index &- 1].number }
        return AwkNumber.parse(span).value
    }

    /// Assigns a field, 1 or more.
    ///
    /// - Throws: what ends the program.
    func setField(_ index: Int, _ value: AwkValue, _ machine: AwkMachine) throws {
        if case .array = value {
            throw machine.error("attempt to use an array in a scalar context")
        }
        try makeValues(machine)
        if index > values.count { try setCount(index, machine) }
        if case .nothing = value {
            values[index &- 1] = .input(machine.emptyText)
        } else {
            values[index &- 1] = value
        }
        isStale = true
    }

    /// Assigns `NF`.
    ///
    /// - Throws: what ends the program.
    func setCount(_ count: Int, _ machine: AwkMachine) throws {
        guard count >= 0, count < Self.fieldLimit else {
            throw machine.error("NF set to negative value")
        }
        try makeValues(machine)
        if count < values.count {
            values.removeLast(values.count &- count)
            found = count
        } else {
            try account.admit(count &* MemoryLayout<AwkValue>.stride)
            while values.count < count { values.append(.input(machine.emptyText)) }
            while boundCapacity / 2 < count { growBounds() }
            (bounds + found &* 2).initialize(repeating: 0, count: (count &- found) &* 2)
            found = count
        }
        isStale = true
    }

    private func makeValues(_ machine: AwkMachine) throws {
        guard !hasValues else { return }
        let total = try fieldCount(machine)
        values.append(contentsOf: repeatElement(.nothing, count: total))
        hasValues = true
    }

    /// Cuts out fields until there are `wanted`.
    @inline(never)
    private func split(to wanted: Int) {
        let text = UnsafeBufferPointer(start: base, count: count)
        while found < wanted {
            if found == boundCapacity / 2 { growBounds() }
            guard let field = splitter.next(in: text, &position, isFirst: found == 0) else {
                isSplit = true
                return
            }
            let bound = bounds + found &* 2
            bound[0] = Int32(truncatingIfNeeded: field.lowerBound)
            bound[1] = Int32(truncatingIfNeeded: field.upperBound)
            found &+= 1
        }
    }

    private func growBounds() {
        let bigger = UnsafeMutablePointer<Int32>.allocate(capacity: boundCapacity &* 2)
        bigger.update(from: bounds, count: boundCapacity)
        bounds.deallocate()
        bounds = bigger
        account.take(boundCapacity &* 4)
        boundCapacity &*= 2
    }
}
