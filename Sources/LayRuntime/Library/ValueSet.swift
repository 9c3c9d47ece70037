/// Values that were met, to tell which are met again: by their hashes, and one by one where a value
/// has none, as a map.
struct ValueSet: ~Copyable {
    private let vm: VM
    private let hashed: Value
    private let others: Value

    /// No values.
    init(_ vm: VM) {
        self.vm = vm
        hashed = vm.machine.makeMap()
        others = vm.list([])
    }

    /// The elements that a loop over `source` walks.
    ///
    /// - Throws: `TypeError` for what no loop can walk.
    init(_ source: Value, _ vm: VM) throws {
        self.init(vm)
        try vm.requireEnd(of: source)
        try vm.walk(source) { value in
            defer { vm.release(value) }
            _ = try insert(value)
            return true
        }
    }

    deinit {
        vm.release(hashed)
        vm.release(others)
    }

    /// How many there are.
    var count: Int { Int(hashed.map.pointee.live) + others.list.pointee.count }

    /// Whether an equal value is among them.
    ///
    /// - Complexity: O(1); O(*n*) in the values without a hash for one without.
    /// - Throws: `Limit` or `Cancelled`, when they are reached.
    borrowing func contains(_ value: Value) throws -> Bool {
        try vm.work(2)
        if let hash = vm.machine.hash(value) {
            return vm.machine.find(value, hash: hash, in: hashed.map) >= 0
        }
        for other in others.elements ?? .init(start: nil, count: 0) {
            try vm.work(1)
            if vm.machine.areEqual(other, value) { return true }
        }
        return false
    }

    /// Adds a value; false when an equal one is among them.
    ///
    /// - Throws: as `contains`.
    borrowing func insert(_ value: Value) throws -> Bool {
        if try contains(value) { return false }
        if let hash = vm.machine.hash(value) {
            try vm.reserve(vm.machine.growth(of: hashed.map))
            vm.machine.set(value, hash: hash, to: .nil, in: hashed.map)
        } else {
            // A run that ends while it hashes is told of it here.
            try vm.work(0)
            vm.machine.append(vm.retain(value), to: others.list)
        }
        return true
    }
}
