using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CaseTriage.Cases.Migrations
{
    /// <inheritdoc />
    public partial class Begin : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AnalysisRun",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SupportCaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    ResultHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AnalysisRun", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ArtifactAttribution",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SupportCaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    ArtifactPath = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Device = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    GivenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArtifactAttribution", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Bundle",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SupportCaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 408, nullable: false),
                    Device = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SizeInBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bundle", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseDevice",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SupportCaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    SerialNumber = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Label = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseDevice", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CaseFinding",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SupportCaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RuleId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Severity = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseFinding", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PublishedAnalysis",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SupportCaseId = table.Column<int>(type: "INTEGER", nullable: false),
                    InputsHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PacksHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ResultHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedAnalysis", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PublishedTexts",
                columns: table => new
                {
                    PublishedAnalysisId = table.Column<int>(type: "INTEGER", nullable: false),
                    Chinese = table.Column<byte[]>(type: "BLOB", nullable: false),
                    English = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedTexts", x => x.PublishedAnalysisId);
                    table.ForeignKey(
                        name: "FK_PublishedTexts_PublishedAnalysis_PublishedAnalysisId",
                        column: x => x.PublishedAnalysisId,
                        principalTable: "PublishedAnalysis",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SupportCase",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastActivityAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    TopCauseInChinese = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    TopCauseInEnglish = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false),
                    PublishedId = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SupportCase", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SupportCase_PublishedAnalysis_PublishedId",
                        column: x => x.PublishedId,
                        principalTable: "PublishedAnalysis",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AnalysisRun_State",
                table: "AnalysisRun",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_AnalysisRun_SupportCaseId_RequestedAt",
                table: "AnalysisRun",
                columns: new[] { "SupportCaseId", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ArtifactAttribution_SupportCaseId_ArtifactPath",
                table: "ArtifactAttribution",
                columns: new[] { "SupportCaseId", "ArtifactPath" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Bundle_Sha256",
                table: "Bundle",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_Bundle_SupportCaseId_FileName",
                table: "Bundle",
                columns: new[] { "SupportCaseId", "FileName" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CaseDevice_SerialNumber",
                table: "CaseDevice",
                column: "SerialNumber");

            migrationBuilder.CreateIndex(
                name: "IX_CaseDevice_SupportCaseId_Outcome",
                table: "CaseDevice",
                columns: new[] { "SupportCaseId", "Outcome" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseFinding_Code_Outcome",
                table: "CaseFinding",
                columns: new[] { "Code", "Outcome" });

            migrationBuilder.CreateIndex(
                name: "IX_CaseFinding_SupportCaseId_Code",
                table: "CaseFinding",
                columns: new[] { "SupportCaseId", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_PublishedAnalysis_SupportCaseId_InputsHash_PacksHash",
                table: "PublishedAnalysis",
                columns: new[] { "SupportCaseId", "InputsHash", "PacksHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SupportCase_LastActivityAt_Id",
                table: "SupportCase",
                columns: new[] { "LastActivityAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_SupportCase_Number",
                table: "SupportCase",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SupportCase_PublishedId",
                table: "SupportCase",
                column: "PublishedId",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_AnalysisRun_SupportCase_SupportCaseId",
                table: "AnalysisRun",
                column: "SupportCaseId",
                principalTable: "SupportCase",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_ArtifactAttribution_SupportCase_SupportCaseId",
                table: "ArtifactAttribution",
                column: "SupportCaseId",
                principalTable: "SupportCase",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_Bundle_SupportCase_SupportCaseId",
                table: "Bundle",
                column: "SupportCaseId",
                principalTable: "SupportCase",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_CaseDevice_SupportCase_SupportCaseId",
                table: "CaseDevice",
                column: "SupportCaseId",
                principalTable: "SupportCase",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_CaseFinding_SupportCase_SupportCaseId",
                table: "CaseFinding",
                column: "SupportCaseId",
                principalTable: "SupportCase",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_PublishedAnalysis_SupportCase_SupportCaseId",
                table: "PublishedAnalysis",
                column: "SupportCaseId",
                principalTable: "SupportCase",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_PublishedAnalysis_SupportCase_SupportCaseId",
                table: "PublishedAnalysis");

            migrationBuilder.DropTable(
                name: "AnalysisRun");

            migrationBuilder.DropTable(
                name: "ArtifactAttribution");

            migrationBuilder.DropTable(
                name: "Bundle");

            migrationBuilder.DropTable(
                name: "CaseDevice");

            migrationBuilder.DropTable(
                name: "CaseFinding");

            migrationBuilder.DropTable(
                name: "PublishedTexts");

            migrationBuilder.DropTable(
                name: "SupportCase");

            migrationBuilder.DropTable(
                name: "PublishedAnalysis");
        }
    }
}
