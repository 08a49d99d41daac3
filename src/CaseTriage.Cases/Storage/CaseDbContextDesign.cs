using Microsoft.EntityFrameworkCore.Design;

namespace CaseTriage.Cases.Storage;

/// <summary>For the tool that writes migrations; it only looks at the model.</summary>
internal sealed class CaseDbContextDesign : IDesignTimeDbContextFactory<CaseDbContext>
{
    public CaseDbContext CreateDbContext(string[] args) => new CaseDbContextFactory("design.db", loggers: null).CreateDbContext();
}
